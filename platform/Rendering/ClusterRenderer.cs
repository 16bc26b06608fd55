using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rendering;

/// <summary>A KafkaCluster → the Kubernetes objects it needs. Pure: equal input gives equal JSON.</summary>
public static class ClusterRenderer
{
    /// <summary>Every type that <see cref="Render"/> can give.</summary>
    public static ImmutableArray<ResourceType> Types { get; } =
    [
        ResourceType.ServiceAccounts, ResourceType.ConfigMaps, ResourceType.Services, ResourceType.Ingresses, ResourceType.NetworkPolicies, ResourceType.PodDisruptionBudgets,
        ResourceType.StatefulSets,
    ];

    /// <summary>Every type that shows how a cluster is: what is rendered, and what Kubernetes makes from that.</summary>
    public static ImmutableArray<ResourceType> ObservedTypes { get; } = Types.AddRange(ResourceType.Pods, ResourceType.PersistentVolumeClaims);

    /// <summary>The id that Kafka has for the cluster; null with ZooKeeper, where only Kafka knows it.</summary>
    /// <param name="uid">The uid of the stored KafkaCluster.</param>
    public static string? ClusterId(KafkaCluster cluster, string uid) => new ClusterIdentity(cluster, uid).ClusterId;

    /// <summary>Where the brokers of a cluster are reached from inside Kubernetes on the only listener that every cluster has: the one between brokers.</summary>
    public static string BrokersAddress(ResourceKey cluster) =>
        $"{new ClusterIdentity(new KafkaCluster { Metadata = new ResourceMetadata { Name = cluster.Name, Namespace = cluster.Namespace } }, "").BootstrapHost}:{NodeRoleView.ReplicationPort}";

    /// <summary>
    /// The objects in apply order: what nodes need before they start comes first.
    /// </summary>
    /// <param name="uid">The uid of the stored KafkaCluster: cluster id and directory ids come from it, and it owns the objects.</param>
    public static ImmutableArray<KubeObject> Render(KafkaCluster cluster, string uid)
    {
        var identity = new ClusterIdentity(cluster, uid);
        return
        [
            ServiceAccountRenderer.Render(identity),
            .. identity.Roles.Select(role => ConfigMapRenderer.Render(identity, role)),
            ServiceRenderer.Bootstrap(identity),
            .. ServiceRenderer.Ensemble(identity),
            .. ServiceRenderer.External(identity),
            .. IngressRenderer.Render(identity),
            .. identity.Roles.Select(role => ServiceRenderer.Headless(identity, role)),
            .. identity.Roles.Select(role => NetworkPolicyRenderer.Render(identity, role)),
            .. identity.Roles.Select(role => DisruptionBudgetRenderer.Render(identity, role)),
            .. identity.Roles.Select(role => StatefulSetRenderer.Render(identity, role)),
        ];
    }
}
