using System.Collections.Frozen;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rules;

/// <summary>A fixed set of resources as neighbours: a repository at one commit, or a snapshot. Later ones of the same key win. Immutable and thread-safe.</summary>
public sealed class KnownNeighbours : INeighbours
{
    private readonly FrozenDictionary<ResourceKey, KafkaCluster> _clusters;
    private readonly ILookup<ResourceKey, KafkaTopic> _topics;

    /// <param name="isComplete">Whether what is not among the resources does not exist.</param>
    public KnownNeighbours(IEnumerable<Resource> resources, bool isComplete)
    {
        var known = resources.ToArray();
        IsComplete = isComplete;
        _clusters = known.OfType<KafkaCluster>().Where(cluster => cluster.TryKey() is not null).GroupBy(cluster => cluster.TryKey()!)
            .ToFrozenDictionary(group => group.Key, group => group.Last());
        _topics = known.OfType<KafkaTopic>().Where(topic => topic.TryClusterKey() is not null).ToLookup(topic => topic.TryClusterKey()!);
    }

    public bool IsComplete { get; }

    public KafkaCluster? Cluster(ResourceKey key) => _clusters.GetValueOrDefault(key);

    public IEnumerable<KafkaTopic> TopicsOf(ResourceKey cluster) => _topics[cluster];
}
