using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;
using k8s.Models;

namespace GitOpsKafka.Platform.Rendering;

/// <summary>
/// Ingresses of listeners that are reached by host name: one to start from, and one for each broker. The controller must pass TLS on
/// without ending it, which each has an annotation of its own for; that of ingress-nginx is set.
/// Source: https://kubernetes.io/docs/concepts/services-networking/ingress/.
/// </summary>
internal static class IngressRenderer
{
    private const string Passthrough = "nginx.ingress.kubernetes.io/ssl-passthrough";

    public static IEnumerable<KubeObject> Render(ClusterIdentity identity) =>
        from listener in identity.Listeners
        where listener.Spec.Type is ListenerType.Ingress
        from entry in Entries(listener)
        where entry.Host is not null // The rules ask for every host.
        select Ingress(listener, entry.Name, entry.Host);

    private static IEnumerable<(string Name, string? Host)> Entries(ListenerView listener) =>
        Enumerable.Range(0, listener.Identity.Brokers.Spec.Replicas).Select(ordinal => (listener.BrokerName(ordinal), listener.BrokerHost(listener.Identity.Brokers.IdOffset + ordinal)))
            .Prepend((listener.BootstrapName, listener.Spec.External?.BootstrapHost));

    private static KubeObject Ingress(ListenerView listener, string name, string host)
    {
        var metadata = listener.Identity.Metadata(name, listener.Identity.Brokers.Label);
        metadata.Annotations = new Dictionary<string, string>(listener.Spec.External?.Annotations ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        metadata.Annotations.TryAdd(Passthrough, "true");
        return Rendered.Object(ResourceType.Ingresses, new V1Ingress
        {
            ApiVersion = ResourceType.Ingresses.ApiVersion,
            Kind = ResourceType.Ingresses.Kind,
            Metadata = metadata,
            Spec = new V1IngressSpec
            {
                IngressClassName = listener.Spec.External?.Class,
                Tls = [new V1IngressTLS { Hosts = [host] }],
                Rules =
                [
                    new V1IngressRule
                    {
                        Host = host,
                        Http = new V1HTTPIngressRuleValue
                        {
                            Paths =
                            [
                                new V1HTTPIngressPath
                                {
                                    Path = "/",
                                    PathType = "Prefix",
                                    Backend = new V1IngressBackend { Service = new V1IngressServiceBackend { Name = name, Port = new V1ServiceBackendPort { Number = listener.Spec.Port } } },
                                },
                            ],
                        },
                    },
                ],
            },
        });
    }
}
