using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GitOpsKafka.Platform.Resources;

/// <summary>
/// One status condition: <c>Ready</c>, <c>Reconciling</c>, <c>Stalled</c>, which kstatus reads, or what a health check found. Immutable.
/// Source: https://github.com/kubernetes-sigs/cli-utils/blob/master/pkg/kstatus/README.md.
/// </summary>
public sealed record Condition
{
    [ListKey, Required, Description("Ready, Reconciling or Stalled; of clusters also PartitionsHealthy, QuorumHealthy, DiskHealthy and CertificatesHealthy.")]
    public required string Type { get; init; }

    [Required, AllowedValues("True", "False", "Unknown"), Description("True, False or Unknown.")]
    public required string Status { get; init; }

    [Required, Description("One word in CamelCase for machines.")]
    public required string Reason { get; init; }

    [Required, Description("One sentence for people.")]
    public required string Message { get; init; }

    [Description("When status last changed.")]
    public DateTimeOffset? LastTransitionTime { get; init; }

    [Description("The generation of the spec that this condition speaks of.")]
    public long ObservedGeneration { get; init; }
}
