using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rules;

/// <summary>
/// The other objects that cross-object rules look at. Not found never denies: the object may follow in the same commit,
/// or the cache may lag.
/// </summary>
public interface INeighbours
{
    /// <summary>True when what is not found is known not to exist; false while a cache is empty or filling. Default true.</summary>
    bool IsComplete => true;

    KafkaCluster? Cluster(ResourceKey key);

    /// <summary>The topics of a cluster that are known; may be incomplete.</summary>
    IEnumerable<KafkaTopic> TopicsOf(ResourceKey cluster);
}
