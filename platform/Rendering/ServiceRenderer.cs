using GitOpsKafka.Platform.Objects;
using k8s.Models;

namespace GitOpsKafka.Platform.Rendering;

/// <summary>Services of a cluster: stable names for each node, and one address to start from.</summary>
internal static class ServiceRenderer
{
    /// <summary>Gives every node its name, also before it is ready: nodes find each other while they start.</summary>
    public static KubeObject Headless(ClusterIdentity identity, NodeRoleView role) => Service(identity, role.Name, role.Label, new V1ServiceSpec
    {
        ClusterIP = "None",
        PublishNotReadyAddresses = true,
        Selector = identity.Selector(role.Label),
        Ports = [.. Ports(role)],
    });

    /// <summary>Any broker that is ready, for clients to start from.</summary>
    public static KubeObject Bootstrap(ClusterIdentity identity) => Service(identity, identity.BootstrapName, null, new V1ServiceSpec
    {
        Selector = identity.Selector(identity.Brokers.Label),
        Ports = [Port("plain", NodeRoleView.ClientPort)],
    });

    private static KubeObject Service(ClusterIdentity identity, string name, string? role, V1ServiceSpec spec) => Rendered.Object(ResourceType.Services, new V1Service
    {
        ApiVersion = "v1",
        Kind = "Service",
        Metadata = identity.Metadata(name, role),
        Spec = spec,
    });

    private static IEnumerable<V1ServicePort> Ports(NodeRoleView role)
    {
        if (role.IsVoter)
            yield return Port("controller", NodeRoleView.ControllerPort);
        if (role.IsBroker)
        {
            yield return Port("replication", NodeRoleView.ReplicationPort);
            yield return Port("plain", NodeRoleView.ClientPort);
        }
    }

    private static V1ServicePort Port(string name, int port) => new() { Name = name, Port = port, TargetPort = port, Protocol = "TCP" };
}
