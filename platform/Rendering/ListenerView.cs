using System.Globalization;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rendering;

/// <summary>A listener as Kafka and Kubernetes name it. Immutable.</summary>
internal sealed record ListenerView(ClusterIdentity Identity, Listener Spec)
{
    /// <summary>Name in Kafka's settings, such as <c>EXTERNAL</c>.</summary>
    public string Name => Spec.Name.ToUpperInvariant();

    public bool IsExternal => Spec.Type is not ListenerType.Internal;

    /// <summary>Source: https://kafka.apache.org/documentation/#brokerconfigs_listener.security.protocol.map.</summary>
    public string Protocol => (Spec.Tls, Spec.Authentication?.Type is ListenerAuthenticationType.ScramSha512) switch
    {
        (true, true) => "SASL_SSL",
        (true, false) => "SSL",
        (false, true) => "SASL_PLAINTEXT",
        (false, false) => "PLAINTEXT",
    };

    /// <summary>The Service, or for an ingress the Ingress too, from which clients start. Internal listeners share one.</summary>
    public string BootstrapName => $"{Identity.Name}-{Spec.Name}-bootstrap";

    /// <summary>The Service that leads to one broker.</summary>
    public string BrokerName(int ordinal) => $"{Identity.Name}-{Spec.Name}-{ordinal}";

    /// <summary>The host that clients are told for one broker; null where Kubernetes gives it.</summary>
    public string? BrokerHost(int id) => Spec.External?.BrokerHost?.Replace(ExternalAccess.IdPlaceholder, id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
