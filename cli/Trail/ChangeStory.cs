using System.Collections.Immutable;
using GitOpsKafka.Cli.Output;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Planning;

namespace GitOpsKafka.Cli.Trail;

/// <summary>A change as the trail tells it, in the words that people read. Immutable.</summary>
internal sealed record ChangeStory(ChangeHistory History)
{
    private EventEnvelope? Origin => History.Requested ?? History.Blocked;

    private PlatformEvent.ChangeRequested? Request => History.Requested?.Data as PlatformEvent.ChangeRequested;

    private PlatformEvent.ChangeBlocked? Block => History.Blocked?.Data as PlatformEvent.ChangeBlocked;

    /// <summary>When it was asked for; where that lies before what was read, the first that is known of it.</summary>
    public DateTimeOffset Time => (Origin ?? History.Started.FirstOrDefault() ?? History.Progress ?? History.LastFailure ?? History.Outcome)!.Time;

    /// <summary>Null when the request lies before what was read.</summary>
    public ChangeOperation? Operation => Request?.Operation ?? Block?.Operation;

    public CauseData? Cause => Request?.Cause ?? Block?.Cause;

    public string? PlanId => Request?.PlanId;

    public ImmutableArray<FieldDelta> Deltas => Request is null ? [] : [.. Request.Deltas.Select(Redaction.Of)];

    public ImmutableArray<EffectData> Effects => Request?.Effects ?? Block?.Effects ?? [];

    public bool IsOpen => History.IsOpen;

    /// <summary>One word: applied, failed, superseded, unchanged, blocked, retrying, open.</summary>
    public string Outcome => (History.Outcome?.Data, History) switch
    {
        (PlatformEvent.ChangeApplied, _) => "applied",
        (PlatformEvent.ChangeFailed, _) => "failed",
        (PlatformEvent.ChangeSuperseded, _) => "superseded",
        (PlatformEvent.ChangeUnchanged, _) => "unchanged",
        (_, { Requested: null, Blocked: not null }) => "blocked",
        (_, { LastFailure: not null }) => "retrying",
        _ => "open",
    };

    public Tone Tone => Outcome switch
    {
        "applied" => Tone.Good,
        "failed" or "blocked" or "retrying" => Tone.Bad,
        "open" => Tone.Doubtful,
        _ => Tone.Faint,
    };

    /// <summary>Why, or how far: the last failure, the block, the last step; null when there is nothing to add.</summary>
    public string? Remark => ((History.Outcome ?? History.LastFailure ?? (Outcome == "blocked" ? History.Blocked : History.Progress))?.Data) switch
    {
        PlatformEvent.ChangeFailed failed => $"{failed.Message} [{failed.Reason}]",
        PlatformEvent.ChangeBlocked blocked => $"{blocked.Reason.Explanation} [{blocked.Reason.Code}]",
        PlatformEvent.ChangeProgressed progressed => $"{progressed.Step} ({progressed.Done} of {progressed.Total})",
        PlatformEvent.ChangeSuperseded superseded => $"by commit number {superseded.By}",
        _ => null,
    };

    /// <summary>From the request to the outcome; null while it is open, or when the request is not known.</summary>
    public TimeSpan? Duration => History is { Requested: { } requested, Outcome: { } outcome } ? outcome.Time - requested.Time : null;
}
