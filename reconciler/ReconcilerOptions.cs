using System.ComponentModel.DataAnnotations;
using GitOpsKafka.Platform.Planning;

namespace GitOpsKafka.Reconciler;

/// <summary>What the reconciler may do, and how often it looks.</summary>
public sealed class ReconcilerOptions
{
    public const string Section = "Reconciler";

    /// <summary>Delete what this repository once applied and no longer holds.</summary>
    /// <value>Default true.</value>
    public bool Prune { get; set; } = true;

    /// <value>Most deletes in one plan; with more, all are blocked. Default 10, 0 to 10,000.</value>
    [Range(0, 10_000)]
    public int MaximumDeletes { get; set; } = 10;

    /// <summary>Restore what others change; otherwise drift is only reported.</summary>
    /// <value>Default true.</value>
    public bool RestoreDrift { get; set; } = true;

    /// <summary>Look after resources that no repository holds: applied with kubectl or by another tool. Of several reconcilers of one cluster, one alone should.</summary>
    /// <value>Default true.</value>
    public bool HandApplied { get; set; } = true;

    /// <summary>Plan and report, but request nothing.</summary>
    /// <value>Default false.</value>
    public bool Paused { get; set; }

    /// <value>A change that is still needed after this long is requested again. Default 5 minutes, 1 second to 1 day.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RepeatAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <value>Time between two passes, and two looks at Kafka, when nothing happens. Default 30 seconds, 1 second to 1 hour.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Tick { get; set; } = TimeSpan.FromSeconds(30);

    internal PlanPolicy Policy => new() { Prune = Prune, MaximumDeletes = MaximumDeletes, RestoreDrift = RestoreDrift, HandApplied = HandApplied, IsPaused = Paused };
}
