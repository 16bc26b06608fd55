using System.Globalization;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Observation;

/// <summary>Under which addresses clients outside find one broker, from what Kubernetes gave its Services. Pure.</summary>
internal static class AdvertisedAddresses
{
    /// <summary>The port of ingress controllers.</summary>
    private const int HttpsPort = 443;

    /// <returns>
    /// As Kafka's <c>advertised.listeners</c> wants it; empty without external listeners; null while an address is not known yet.
    /// </returns>
    public static string? Of(KafkaCluster cluster, PodView pod, ObservedState observed)
    {
        var identity = new ClusterIdentity(cluster, "");
        var addresses = identity.Listeners.Where(listener => listener.IsExternal).Select(listener => Address(listener, pod, observed)).ToList();
        return addresses.Contains(null) ? null : string.Join(',', addresses);
    }

    private static string? Address(ListenerView listener, PodView pod, ObservedState observed)
    {
        var service = observed.Find(listener.Identity.Key(ResourceType.Services, listener.BrokerName(pod.Ordinal)));
        var host = listener.BrokerHost(listener.Identity.Brokers.IdOffset + pod.Ordinal) ?? Host(listener, pod, service);
        var port = listener.Spec.External?.AdvertisedPort ?? Port(listener, service);
        return host is null || port is null ? null : string.Create(CultureInfo.InvariantCulture, $"{listener.Name}://{Bracketed(host)}:{port}");
    }

    private static string? Host(ListenerView listener, PodView pod, KubeObject? service) => listener.Spec.Type switch
    {
        ListenerType.NodePort => pod.HostAddress,
        ListenerType.LoadBalancer when service?.At("status", "loadBalancer", "ingress") is { } points && points.GetArrayLength() > 0 =>
            points[0].TryGetProperty("hostname", out var name) ? name.GetString() : points[0].TryGetProperty("ip", out var address) ? address.GetString() : null,
        _ => null,
    };

    private static int? Port(ListenerView listener, KubeObject? service) => listener.Spec.Type switch
    {
        ListenerType.NodePort => service?.At("spec", "ports") is { } ports && ports[0].TryGetProperty("nodePort", out var port) ? port.GetInt32() : null,
        ListenerType.LoadBalancer => listener.Spec.Port,
        _ => HttpsPort,
    };

    private static string Bracketed(string host) => host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;
}
