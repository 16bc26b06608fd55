namespace GitOpsKafka.Cluster.Bus;

/// <summary>The topic would not keep the events it is given, so none are published to it; they stay in the spool.</summary>
/// <param name="losses">All reasons, each with what to do.</param>
public sealed class EventTopicException(string topic, IReadOnlyList<string> losses)
    : Exception($"topic {topic} cannot hold an audit trail: {string.Join("; ", losses)}")
{
    public IReadOnlyList<string> Losses => losses;
}
