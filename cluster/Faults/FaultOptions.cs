using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Cluster.Faults;

/// <summary>How the process shall harm itself. For tests only: in production nothing of it is set, and then none of this folder runs.</summary>
public sealed class FaultOptions
{
    public const string Section = "Faults";

    /// <summary>Which write kills the process: its kind or <c>any</c>, its number from 1 on, <c>before</c> or <c>after</c>: <c>apply 3 after</c>.</summary>
    /// <value>Default: none.</value>
    [RegularExpression("^(any|apply|status|delete|delete-alone|event|publish|create-topic|alter-topic|add-partitions|delete-topic|alter-settings|reload) [1-9][0-9]{0,5} (before|after)$", ErrorMessage = "Faults:{0} must be such as \"apply 3 after\".")]
    public string? KillAt { get; set; }
}

[OptionsValidator]
internal sealed partial class FaultOptionsValidator : IValidateOptions<FaultOptions>;
