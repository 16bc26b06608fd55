using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Rules.KafkaSettings;
using k8s.Models;

namespace GitOpsKafka.Platform.Rendering;

/// <summary>
/// How many nodes of one role evictions may take at a time: when Kubernetes nodes are drained, the API server refuses those that go beyond.
/// Source: https://kubernetes.io/docs/concepts/workloads/pods/disruptions/#pod-disruption-budgets.
/// </summary>
internal static class DisruptionBudgetRenderer
{
    public static KubeObject Render(ClusterIdentity identity, NodeRoleView role) => Rendered.Object(ResourceType.PodDisruptionBudgets, new V1PodDisruptionBudget
    {
        ApiVersion = ResourceType.PodDisruptionBudgets.ApiVersion,
        Kind = ResourceType.PodDisruptionBudgets.Kind,
        Metadata = identity.Metadata(role.Name, role.Label),
        Spec = new V1PodDisruptionBudgetSpec
        {
            MaxUnavailable = MaxUnavailable(role),
            Selector = new V1LabelSelector { MatchLabels = identity.Selector(role.Label) },
        },
    });

    /// <summary>At least one, or a Kubernetes node with a Kafka node on it could never be drained.</summary>
    private static int MaxUnavailable(NodeRoleView role)
    {
        var bounds = new List<long>();
        if (role.IsBroker)
            bounds.Add(SpareReplicas(role));
        if (role.IsVoter)
            bounds.Add((role.Spec.Replicas - 1) / 2);
        if (role.IsEnsemble)
            bounds.Add(1);
        return (int)Math.Clamp(bounds.Min(), 1, role.Spec.Replicas);
    }

    /// <summary>Replicas of a partition that may be missing while acks=all still succeeds.</summary>
    private static long SpareReplicas(NodeRoleView role)
    {
        var cluster = role.Identity.Cluster;
        return (cluster.Effective("default.replication.factor") ?? 1) - (cluster.Effective("min.insync.replicas") ?? 1);
    }
}
