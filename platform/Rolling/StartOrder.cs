using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rolling;

/// <summary>What is not made before other nodes serve. Pure.</summary>
public static class StartOrder
{
    /// <summary>
    /// Brokers are made once a majority of the ZooKeeper servers serves: without it they give up after seconds and are started again ever
    /// later. Brokers that are there stay: they wait for ZooKeeper by themselves. So do nodes of KRaft, which start all at once.
    /// </summary>
    public static bool IsHeld(Effect effect, KafkaCluster cluster, ClusterNodes nodes) =>
        effect is Effect.ApplyObject { Exists: false, Desired.Key: var key } && IsBrokers(key, cluster) && WaitsFor(cluster, nodes) is not null;

    /// <summary>One line that names what brokers wait for; null when nothing.</summary>
    public static string? WaitsFor(KafkaCluster cluster, ClusterNodes nodes) =>
        cluster.Spec.Zookeeper is not null && nodes.Roles[0] is var ensemble && ensemble.Ready <= ensemble.Wanted / 2
            ? $"a majority of the ZooKeeper servers to be ready; {ensemble.Ready} of {ensemble.Wanted} are"
            : null;

    private static bool IsBrokers(ObjectKey key, KafkaCluster cluster) => key.Type == ResourceType.StatefulSets && key.Name == new ClusterIdentity(cluster, "").Brokers.Name;
}
