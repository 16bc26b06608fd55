using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rolling;

namespace GitOpsKafka.Platform.Observation;

/// <summary>The nodes of a cluster as Kubernetes reports them, next to how many there should be. Immutable.</summary>
/// <param name="Nodes">Controllers or ZooKeeper servers before brokers, each by ordinal.</param>
/// <param name="Roles">One entry a role.</param>
public sealed record ClusterNodes(ImmutableArray<RollNode> Nodes, ImmutableArray<RoleNodes> Roles)
{
    /// <summary>Every node that should exist does, is ready, and was made from the newest template.</summary>
    public bool IsSettled => Roles.All(role => role.IsSettled);

    public static ClusterNodes Of(KafkaCluster cluster, ObservedState observed)
    {
        var nodes = ImmutableArray.CreateBuilder<RollNode>();
        var roles = ImmutableArray.CreateBuilder<RoleNodes>();
        foreach (var role in new ClusterIdentity(cluster, "").Roles)
        {
            var statefulSet = observed.Find(new ObjectKey(ResourceType.StatefulSets, cluster.Metadata.Namespace, role.Name));
            ImmutableArray<PodView> pods = statefulSet is null ? [] : [.. PodView.Of(statefulSet, observed)];
            nodes.AddRange(pods.Select(pod => new RollNode(pod, role.IdOffset + pod.Ordinal, role.IsBroker)));
            roles.Add(RoleNodes.Of(role, statefulSet, pods));
        }

        return new ClusterNodes(nodes.ToImmutable(), roles.ToImmutable());
    }
}

/// <summary>The nodes of one role. Immutable.</summary>
/// <param name="Ready">Pods that are ready and stay.</param>
/// <param name="IsObserved">The StatefulSet controller has seen the newest template: a pod that goes comes back from it.</param>
/// <param name="IsCurrent">The StatefulSet controller has seen the newest template and all pods come from it.</param>
public sealed record RoleNodes(bool IsBroker, int Wanted, int Existing, int Ready, bool IsObserved, bool IsCurrent, ImmutableArray<string> Unready)
{
    public bool IsSettled => IsCurrent && Existing == Wanted && Ready == Wanted;

    internal static RoleNodes Of(NodeRoleView role, KubeObject? statefulSet, ImmutableArray<PodView> pods) => new(
        role.IsBroker,
        role.Spec.Replicas,
        pods.Length,
        pods.Count(IsReady),
        IsSeen(statefulSet),
        IsSeen(statefulSet) && pods.All(pod => pod.IsCurrent(statefulSet!)),
        [.. Enumerable.Range(0, role.Spec.Replicas).Select(ordinal => $"{role.Name}-{ordinal}").Where(name => !pods.Any(pod => pod.Name == name && IsReady(pod)))]);

    private static bool IsSeen(KubeObject? statefulSet) => statefulSet?.At("status", "observedGeneration")?.GetInt64() == statefulSet?.Generation && statefulSet is not null;

    private static bool IsReady(PodView pod) => pod.IsReady && !pod.IsTerminating;
}
