using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Platform.Manifests;

/// <summary>The resources of a revision as each other's neighbours. Immutable.</summary>
/// <param name="resources">Of equal keys, the first counts.</param>
public sealed class RevisionNeighbours(IReadOnlyCollection<DesiredResource> resources) : INeighbours
{
    private readonly Dictionary<ResourceKey, KafkaCluster> _clusters =
        resources.Select(resource => resource.Value).OfType<KafkaCluster>().DistinctBy(cluster => cluster.Key).ToDictionary(cluster => cluster.Key);

    private readonly ILookup<ResourceKey, KafkaTopic> _topics =
        resources.Select(resource => resource.Value).OfType<KafkaTopic>().DistinctBy(topic => topic.Key).ToLookup(topic => topic.ClusterKey);

    public KafkaCluster? Cluster(ResourceKey key) => _clusters.GetValueOrDefault(key);

    public IEnumerable<KafkaTopic> TopicsOf(ResourceKey cluster) => _topics[cluster];
}
