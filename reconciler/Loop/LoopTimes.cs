namespace GitOpsKafka.Reconciler.Loop;

/// <summary>How often things happen without being asked for. Immutable.</summary>
/// <param name="Poll">Between two looks at the repository.</param>
/// <param name="Retry">Before a repository that could not be read is tried again.</param>
/// <param name="Tick">Between two passes, and two looks at Kafka, when nothing happens.</param>
/// <param name="Settle">After a change in the cluster: changes come in swarms, one pass is enough for all of them.</param>
internal sealed record LoopTimes(TimeSpan Poll, TimeSpan Retry, TimeSpan Tick, TimeSpan Settle)
{
    public static LoopTimes Default { get; } = new(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(50));
}
