using System.Collections.Immutable;
using GitOpsKafka.Platform.Observation;

namespace GitOpsKafka.Platform.Status.Checks;

/// <summary>How many partitions there are, and how many of them are not well; one may count several times. Immutable.</summary>
public sealed record PartitionCounts(int All, int Offline, int UnderMinimum, int UnderReplicated)
{
    public static PartitionCounts Of(ImmutableArray<PartitionHealth> partitions) => new(
        partitions.Length,
        partitions.Count(partition => partition.IsOffline),
        partitions.Count(partition => partition.IsUnderMinimum),
        partitions.Count(partition => partition.IsUnderReplicated));
}
