using System.Text.Json;
using GitOpsKafka.Platform.Objects;
using k8s.Models;

namespace GitOpsKafka.Platform.Rendering;

/// <summary>
/// Who may connect to the nodes of one role: only nodes and gitopskafka to the ports between nodes, only brokers to ZooKeeper, which asks nobody
/// who they are, and anybody to the ports of clients, where Kafka itself asks, and to metrics. What nodes connect to is left open.
/// Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/.
/// </summary>
internal static class NetworkPolicyRenderer
{
    /// <summary>No sidecar opens them to everybody.</summary>
    private static readonly int[] OwnPorts = [NodeRoleView.ControllerPort, NodeRoleView.ReplicationPort];

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
        var nodes = Pods(identity, null);
        if (role.IsEnsemble)
        {
            yield return Rule([EnsembleSettings.ClientPort], Pods(identity, identity.Brokers.Label), Pods(identity, role.Label));
            yield return Rule([EnsembleSettings.PeerPort, EnsembleSettings.ElectionPort], Pods(identity, role.Label));
        }

        if (role.IsVoter)
            yield return Rule([NodeRoleView.ControllerPort], nodes);
        if (role.IsBroker)
        {
            yield return Rule([NodeRoleView.ReplicationPort], nodes, Product());
            yield return Rule(role.ClientListeners.Select(listener => listener.Spec.Port));
        }

        if (identity.HasMetrics)
            yield return Rule([JmxExporter.Port]);
        var sidecars = SidecarPorts(role).Distinct().Except(role.IsEnsemble ? EnsembleSettings.Ports.Select(port => port.Number) : OwnPorts).ToArray();
        if (sidecars.Length > 0)
            yield return Rule(sidecars);
    }

    /// <summary>Ports that sidecars name, such as one for metrics.</summary>
    private static IEnumerable<int> SidecarPorts(NodeRoleView role) =>
        from container in role.Spec.Template?.Sidecars ?? []
        where container.Json.TryGetProperty("ports", out var ports) && ports.ValueKind == JsonValueKind.Array
        from port in container.Json.GetProperty("ports").EnumerateArray()
        where port.ValueKind == JsonValueKind.Object && port.TryGetProperty("containerPort", out var number) && number.ValueKind == JsonValueKind.Number
        where port.GetProperty("containerPort").TryGetInt32(out _)
        select port.GetProperty("containerPort").GetInt32();

    private static V1NetworkPolicyPeer Pods(ClusterIdentity identity, string? role) => new() { PodSelector = new V1LabelSelector { MatchLabels = identity.Selector(role) } };

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
