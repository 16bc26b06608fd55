using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GitOpsKafka.Platform.Resources;

/// <summary>Access control by ACLs. Immutable. Source: https://kafka.apache.org/documentation/#security_authz.</summary>
public sealed record Authorization
{
    [DefaultValue(AuthorizationType.Simple), Description("Only simple: Kafka's own ACLs.")]
    public AuthorizationType Type { get; init; }

    [MaxLength(64), Description("Principals that may do everything, without the prefix \"User:\".")]
    public IReadOnlyList<string> SuperUsers { get; init; } = [];
}
