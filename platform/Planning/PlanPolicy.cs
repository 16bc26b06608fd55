namespace GitOpsKafka.Platform.Planning;

/// <summary>Safety as data: what a plan may do. Immutable.</summary>
public sealed record PlanPolicy
{
    public static PlanPolicy Default { get; } = new();

    /// <summary>Delete what this repository once applied and no longer holds. Default true.</summary>
    public bool Prune { get; init; } = true;

    /// <summary>Most deletes in one plan; with more, all deletes are blocked. Default 10.</summary>
    public int MaximumDeletes { get; init; } = 10;

    /// <summary>Look after resources that no repository holds. Of several reconcilers of one cluster, one alone should. Default true.</summary>
    public bool HandApplied { get; init; } = true;

    /// <summary>Plan, but block everything. Default false.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Restore what others change, or only report it. Default true.</summary>
    public bool RestoreDrift { get; init; } = true;
}
