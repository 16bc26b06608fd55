using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Observation;

/// <summary>Which Kafka is the one of a cluster. Pure.</summary>
internal static class KnownClusterId
{
    /// <param name="uid">Uid of the stored cluster.</param>
    /// <returns>Ours with KRaft; with ZooKeeper what Kafka told, as the status keeps it; null before it has.</returns>
    public static string? Of(KafkaCluster cluster, string uid, ObservedState observed) =>
        ClusterRenderer.ClusterId(cluster, uid)
        ?? observed.Find(ResourceKinds.ObjectOf(cluster.Key))?.At("status", "clusterId")?.GetString();
}
