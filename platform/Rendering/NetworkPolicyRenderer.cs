using GitOpsKafka.Platform.Objects;
using k8s.Models;

namespace GitOpsKafka.Platform.Rendering;

/// <summary>
/// Who may connect to the nodes of one role: only nodes and gitopskafka to the ports between nodes, anybody to the ports of clients, where
/// Kafka itself asks who they are. What nodes connect to is left open.
/// Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/.
/// </summary>
internal static class NetworkPolicyRenderer
{
    public static KubeObject Render(ClusterIdentity identity, NodeRoleView role) => Rendered.Object(ResourceType.NetworkPolicies, new V1NetworkPolicy
    {
        ApiVersion = ResourceType.NetworkPolicies.ApiVersion,
        Kind = ResourceType.NetworkPolicies.Kind,
        Metadata = identity.Metadata(role.Name, role.Label),
        Spec = new V1NetworkPolicySpec
        {
            PodSelector = new V1LabelSelector { MatchLabels = identity.Selector(role.Label) },
            PolicyTypes = ["Ingress"],
            Ingress = [.. Rules(identity, role)],
        },
    });

    private static IEnumerable<V1NetworkPolicyIngressRule> Rules(ClusterIdentity identity, NodeRoleView role)
    {
        var nodes = new V1NetworkPolicyPeer { PodSelector = new V1LabelSelector { MatchLabels = identity.Selector(null) } };
        if (role.IsVoter)
            yield return Rule([NodeRoleView.ControllerPort], nodes);
        if (role.IsBroker)
        {
            yield return Rule([NodeRoleView.ReplicationPort], nodes, Product());
            yield return Rule(role.ClientListeners.Select(listener => listener.Spec.Port));
        }
    }

    /// <summary>The worker, in whatever namespace it is installed.</summary>
    private static V1NetworkPolicyPeer Product() => new()
    {
        NamespaceSelector = new V1LabelSelector(),
        PodSelector = new V1LabelSelector { MatchLabels = new Dictionary<string, string>(StringComparer.Ordinal) { ["app.kubernetes.io/name"] = "gitopskafka" } },
    };

    /// <param name="peers">None for everybody.</param>
    private static V1NetworkPolicyIngressRule Rule(IEnumerable<int> ports, params V1NetworkPolicyPeer[] peers) => new()
    {
        FromProperty = peers.Length == 0 ? null : peers,
        Ports = [.. ports.Select(port => new V1NetworkPolicyPort { Port = port, Protocol = "TCP" })],
    };
}
