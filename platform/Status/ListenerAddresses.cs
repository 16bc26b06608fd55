using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Status;

/// <summary>Where clients of each listener start. Pure.</summary>
internal static class ListenerAddresses
{
    public static ImmutableArray<ListenerStatus> Of(ClusterIdentity identity, ClusterNodes nodes, ObservedState observed) =>
    [
        .. identity.Listeners.Select(listener => new ListenerStatus
        {
            Name = listener.Spec.Name,
            BootstrapServers = listener.IsExternal ? External(listener, nodes, observed) : $"{identity.BootstrapHost}:{listener.Spec.Port}",
        }),
    ];

    private static string? External(ListenerView listener, ClusterNodes nodes, ObservedState observed)
    {
        var service = observed.Find(listener.Identity.Key(ResourceType.Services, listener.BootstrapName));
        var hosts = listener.Spec.Type is ListenerType.NodePort ? Hosts(nodes) : [null];
        var addresses = hosts.Select(host => ExternalAddress.Of(listener, service, listener.Spec.External?.BootstrapHost, host)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return addresses.Count == 0 ? null : string.Join(',', addresses);
    }

    /// <summary>A node port answers on every Kubernetes node: those of the brokers are sure to be there.</summary>
    private static IEnumerable<string?> Hosts(ClusterNodes nodes) =>
        nodes.Nodes.Where(node => node.IsBroker).Select(node => node.Pod.HostAddress).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
