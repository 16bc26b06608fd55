using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rules;

/// <summary>Knows no other object, and knows that it does not. Immutable and thread-safe.</summary>
public sealed class NoNeighbours : INeighbours
{
    public static NoNeighbours Instance { get; } = new();

    public bool IsComplete => false;

    public KafkaCluster? Cluster(ResourceKey key) => null;

    public IEnumerable<KafkaTopic> TopicsOf(ResourceKey cluster) => [];
}
