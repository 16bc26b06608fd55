using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rendering;

/// <summary>A KafkaCluster → the Kubernetes objects it needs. Pure: equal input gives equal JSON.</summary>
public static class ClusterRenderer
{
    /// <summary>
    /// The objects in apply order: what nodes need before they start comes first.
    /// </summary>
    /// <param name="uid">The uid of the stored KafkaCluster: cluster id and directory ids come from it, and it owns the objects.</param>
    public static ImmutableArray<KubeObject> Render(KafkaCluster cluster, string uid)
    {
        var identity = new ClusterIdentity(cluster, uid);
        return
        [
            .. identity.Roles.Select(role => ConfigMapRenderer.Render(identity, role)),
            ServiceRenderer.Bootstrap(identity),
            .. identity.Roles.Select(role => ServiceRenderer.Headless(identity, role)),
            .. identity.Roles.Select(role => StatefulSetRenderer.Render(identity, role)),
        ];
    }

    /// <summary>Keys of the objects that <see cref="Render"/> gives, without rendering them.</summary>
    public static ImmutableArray<ObjectKey> Keys(KafkaCluster cluster)
    {
        var identity = new ClusterIdentity(cluster, "");
        return
        [
            .. identity.Roles.Select(role => identity.Key(ResourceType.ConfigMaps, role.ConfigMapName)),
            identity.Key(ResourceType.Services, identity.BootstrapName),
            .. identity.Roles.Select(role => identity.Key(ResourceType.Services, role.Name)),
            .. identity.Roles.Select(role => identity.Key(ResourceType.StatefulSets, role.Name)),
        ];
    }
}
