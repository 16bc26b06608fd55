using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GitOpsKafka.Platform.Resources;

public sealed record ListenerAuthentication
{
    [Required, Description("mtls or scram-sha-512.")]
    public ListenerAuthenticationType Type { get; init; }
}
