using GitOpsKafka.Tests.Integration.Crashes;

namespace GitOpsKafka.Tests.Integration.Fixtures;

/// <summary>Versions of Kafka that a test is run with where they differ little: the newest, and under soak each that is supported.</summary>
public static class TestedVersions
{
    public static TheoryData<string> All => Campaign.IsSoak ? new() { "3.9.2", "4.2.1", "4.3.1" } : new() { "4.3.1" };
}
