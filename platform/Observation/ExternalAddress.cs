using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Observation;

/// <summary>Where a Service of a listener is reached from outside. Pure.</summary>
internal static class ExternalAddress
{
    /// <summary>The port of ingress controllers.</summary>
    private const int HttpsPort = 443;

    /// <param name="wanted">The host that the manifest names; it wins.</param>
    /// <param name="nodeAddress">Address of a Kubernetes node, for node ports.</param>
    /// <returns><c>host:port</c>; null while it is not known.</returns>
    public static string? Of(ListenerView listener, KubeObject? service, string? wanted, string? nodeAddress) =>
        (wanted ?? Host(listener, service, nodeAddress), listener.Spec.External?.AdvertisedPort ?? Port(listener, service)) is ({ } host, { } port)
            ? $"{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{port}"
            : null;

    private static string? Host(ListenerView listener, KubeObject? service, string? nodeAddress) => listener.Spec.Type switch
    {
        ListenerType.NodePort => nodeAddress,
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
}
