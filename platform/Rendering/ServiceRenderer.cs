using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;
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

    /// <summary>Any broker that is ready, for clients inside to start from. The port for brokers is there for the worker.</summary>
    public static KubeObject Bootstrap(ClusterIdentity identity) => Service(identity, identity.BootstrapName, null, new V1ServiceSpec
    {
        Selector = identity.Selector(identity.Brokers.Label),
        Ports =
        [
            Port("replication", NodeRoleView.ReplicationPort),
            .. identity.Listeners.Where(listener => !listener.IsExternal).Select(Port),
        ],
    });

    /// <summary>Any ZooKeeper server that serves, for tools; brokers know each server by its name.</summary>
    public static IEnumerable<KubeObject> Ensemble(ClusterIdentity identity) => identity.Roles.Where(role => role.IsEnsemble).Select(role => Service(identity, $"{role.Name}-client", role.Label, new V1ServiceSpec
    {
        Selector = identity.Selector(role.Label),
        Ports = [Port("client", EnsembleSettings.ClientPort)],
    }));

    /// <summary>Any broker that is ready, for clients outside to start from; and each broker by itself.</summary>
    public static IEnumerable<KubeObject> External(ClusterIdentity identity) =>
        from listener in identity.Listeners
        where listener.IsExternal
        from service in Enumerable.Range(0, identity.Brokers.Spec.Replicas).Select(ordinal => Broker(listener, ordinal)).Prepend(Bootstrap(listener))
        select service;

    private static KubeObject Bootstrap(ListenerView listener) =>
        External(listener, listener.BootstrapName, listener.Identity.Selector(listener.Identity.Brokers.Label));

    // A client goes to one broker because Kafka told it to: whether the pod is ready is for Kafka to say.
    private static KubeObject Broker(ListenerView listener, int ordinal) => External(
        listener,
        listener.BrokerName(ordinal),
        new Dictionary<string, string>(listener.Identity.Selector(listener.Identity.Brokers.Label), StringComparer.Ordinal) { ["statefulset.kubernetes.io/pod-name"] = $"{listener.Identity.Brokers.Name}-{ordinal}" },
        isPublishedEarly: true);

    private static KubeObject External(ListenerView listener, string name, Dictionary<string, string> selector, bool? isPublishedEarly = null)
    {
        var isBalanced = listener.Spec.Type is ListenerType.LoadBalancer;
        var spec = new V1ServiceSpec
        {
            Type = listener.Spec.Type switch { ListenerType.NodePort => "NodePort", ListenerType.LoadBalancer => "LoadBalancer", _ => "ClusterIP" },
            Selector = selector,
            PublishNotReadyAddresses = isPublishedEarly,
            LoadBalancerClass = isBalanced ? listener.Spec.External?.Class : null,
            LoadBalancerSourceRanges = isBalanced && listener.Spec.External?.SourceRanges is { Count: > 0 } ranges ? [.. ranges] : null,
            Ports = [Port(listener)],
        };
        var annotations = listener.Spec.Type is ListenerType.Ingress ? null : listener.Spec.External?.Annotations;
        return Service(listener.Identity, name, listener.Identity.Brokers.Label, spec, annotations);
    }

    private static KubeObject Service(ClusterIdentity identity, string name, string? role, V1ServiceSpec spec, IReadOnlyDictionary<string, string>? annotations = null)
    {
        var metadata = identity.Metadata(name, role);
        if (annotations is { Count: > 0 })
            metadata.Annotations = new Dictionary<string, string>(annotations, StringComparer.Ordinal);
        return Rendered.Object(ResourceType.Services, new V1Service { ApiVersion = "v1", Kind = "Service", Metadata = metadata, Spec = spec });
    }

    private static IEnumerable<V1ServicePort> Ports(NodeRoleView role)
    {
        if (role.IsEnsemble)
        {
            foreach (var port in EnsembleSettings.Ports)
                yield return Port(port.Name, port.Number);
        }

        if (role.IsVoter)
            yield return Port("controller", NodeRoleView.ControllerPort);
        if (role.IsBroker)
        {
            yield return Port("replication", NodeRoleView.ReplicationPort);
            foreach (var listener in role.ClientListeners)
                yield return Port(listener);
        }

        if (role.Identity.HasMetrics)
            yield return Port(JmxExporter.PortName, JmxExporter.Port);
    }

    private static V1ServicePort Port(ListenerView listener) => Port(listener.Spec.Name, listener.Spec.Port);

    private static V1ServicePort Port(string name, int port) => new() { Name = name, Port = port, TargetPort = port, Protocol = "TCP" };
}
