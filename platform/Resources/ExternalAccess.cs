using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GitOpsKafka.Platform.Resources;

/// <summary>How a listener is reached from outside the Kubernetes cluster. Immutable.</summary>
public sealed record ExternalAccess
{
    /// <summary>Stands for the id of a broker in <see cref="BrokerHost"/>.</summary>
    public const string IdPlaceholder = "{id}";

    [MaxLength(253), Description("Host from which clients start. Needed for ingress.")]
    public string? BootstrapHost { get; init; }

    [MaxLength(253), Description("Host of each broker, with {id} for its id, for example broker-{id}.kafka.example.com. Needed for ingress; otherwise the address that Kubernetes gives is used.")]
    public string? BrokerHost { get; init; }

    [Range(1, 65535), Description("Port that clients are told, where it is not the one that Kubernetes gives. For ingress 443 unless set.")]
    public int? AdvertisedPort { get; init; }

    [MaxLength(253), Description("Class of the load balancers or of the ingress.")]
    public string? Class { get; init; }

    [MaxLength(64), Description("Networks from which load balancers accept connections, for example 10.0.0.0/8.")]
    public IReadOnlyList<string> SourceRanges { get; init; } = [];

    [MaxLength(64), Description("Annotations of the Services or Ingresses, for the controller behind them.")]
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();
}
