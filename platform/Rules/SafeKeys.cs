using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rules;

/// <summary>Keys of resources whose names nobody has checked yet: null instead of an exception.</summary>
internal static class SafeKeys
{
    public static ResourceKey? TryKey(this KafkaCluster cluster) => Key(KafkaCluster.KindName, cluster.Metadata.Namespace, cluster.Metadata.Name);

    public static ResourceKey? TryClusterKey(this KafkaTopic topic) => Key(KafkaCluster.KindName, topic.Metadata.Namespace, topic.Spec.ClusterRef.Name);

    public static KafkaCluster? ClusterOf(this INeighbours neighbours, KafkaTopic topic) => topic.TryClusterKey() is { } key ? neighbours.Cluster(key) : null;

    /// <summary>The topics that refer to the cluster and are not on their way out.</summary>
    public static IEnumerable<KafkaTopic> LivingTopicsOf(this INeighbours neighbours, ResourceKey? cluster) =>
        cluster is null ? [] : neighbours.TopicsOf(cluster).Where(topic => topic.Metadata.DeletionTimestamp is null);

    private static ResourceKey? Key(string kind, string @namespace, string name) => ResourceKey.TryParse($"{kind}/{@namespace}/{name}", out var key) ? key : null;
}
