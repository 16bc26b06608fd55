using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Certificates;

/// <summary>Every name under which clients or other nodes may call one node. Pure.</summary>
internal static class NodeAddresses
{
    public static IEnumerable<string> Of(NodeRoleView role, string pod, int ordinal, ObservedState observed)
    {
        var own = Service(role.Host(pod));
        return role.IsBroker ? [.. own, .. Bootstrap(role), .. role.ClientListeners.Where(listener => listener is { IsExternal: true, Spec.Tls: true }).SelectMany(listener => External(listener, ordinal, observed))] : own;
    }

    private static IEnumerable<string> Bootstrap(NodeRoleView role)
    {
        var (name, @namespace) = (role.Identity.BootstrapName, role.Identity.Namespace);
        return [name, $"{name}.{@namespace}", .. Service($"{name}.{@namespace}.svc")];
    }

    private static IEnumerable<string> External(ListenerView listener, int ordinal, ObservedState observed)
    {
        var (identity, brokers) = (listener.Identity, listener.Identity.Brokers);
        string?[] given = [listener.Spec.External?.BootstrapHost, listener.BrokerHost(brokers.IdOffset + ordinal)];
        return
        [
            .. given.OfType<string>(),
            .. Service($"{listener.BootstrapName}.{identity.Namespace}.svc"),
            .. Service($"{listener.BrokerName(ordinal)}.{identity.Namespace}.svc"),
            .. Balancer(identity, listener.BootstrapName, observed),
            .. Balancer(identity, listener.BrokerName(ordinal), observed),
            .. listener.Spec.Type is ListenerType.NodePort ? Hosts(identity, observed) : [],
        ];
    }

    /// <summary>The domain of a Kubernetes cluster may be another one, which nobody tells; its own resolvers go without it.</summary>
    private static IEnumerable<string> Service(string name) => [name, $"{name}.cluster.local"];

    private static IEnumerable<string> Balancer(ClusterIdentity identity, string service, ObservedState observed) =>
        observed.Find(identity.Key(ResourceType.Services, service))?.At("status", "loadBalancer", "ingress") is { } points
            ? points.EnumerateArray().SelectMany(point => new[] { Text(point, "hostname"), Text(point, "ip") }).OfType<string>()
            : [];

    /// <summary>A node port leads from any machine to any broker: each broker has the addresses of all that brokers run on.</summary>
    private static IEnumerable<string> Hosts(ClusterIdentity identity, ObservedState observed) =>
        observed.OfType(ResourceType.Pods).Values
            .Where(pod => pod.Key.Namespace == identity.Namespace && pod.Label(Marks.Cluster) == identity.Name && pod.Label(Marks.Role) == identity.Brokers.Label)
            .Select(pod => pod.At("status", "hostIP")?.GetString())
            .OfType<string>();

    private static string? Text(System.Text.Json.JsonElement point, string name) => point.TryGetProperty(name, out var value) ? value.GetString() : null;
}
