using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GitOpsKafka.Platform.Resources;

/// <summary>
/// One status condition as kstatus reads it: <c>Ready</c>, <c>Reconciling</c>, <c>Stalled</c>. Immutable.
/// Source: https://github.com/kubernetes-sigs/cli-utils/blob/master/pkg/kstatus/README.md.
/// </summary>
public sealed record Condition
{
    [ListKey, Required, Description("Ready, Reconciling or Stalled.")]
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
