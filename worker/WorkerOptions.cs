using System.ComponentModel.DataAnnotations;

namespace GitOpsKafka.Worker;

/// <summary>Who this worker is.</summary>
public sealed class WorkerOptions
{
    public const string Section = "Worker";

    /// <summary>Names the worker on the trail.</summary>
    /// <value>Default: the host's name.</value>
    [Required, MaxLength(253)]
    public string Name { get; set; } = Environment.MachineName;
}
