using System.Collections.Immutable;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Events;

/// <summary>What the trail tells of one change. Immutable.</summary>
/// <param name="Requested">The last request; null when it lies before the part of the trail that was read, or the change was only blocked.</param>
/// <param name="Blocked">Why it was held back, the last time; null when it never was, or was requested after that.</param>
/// <param name="Started">Every time that a worker took it.</param>
/// <param name="Progress">The last step since the last request.</param>
/// <param name="Outcome">Applied, failed for good, superseded or unchanged, since the last request.</param>
/// <param name="LastFailure">The last failure since the last request, also one that is retried.</param>
public sealed record ChangeHistory(
    string ChangeId,
    ResourceKey Resource,
    EventEnvelope? Requested,
    EventEnvelope? Blocked,
    ImmutableArray<EventEnvelope> Started,
    EventEnvelope? Progress,
    EventEnvelope? Outcome,
    EventEnvelope? LastFailure)
{
    /// <summary>Requested, and nothing yet says how it ended.</summary>
    public bool IsOpen => Requested is not null && Outcome is null;

    /// <summary>The change that an event belongs to; null when it belongs to none.</summary>
    public static string? IdOf(PlatformEvent data) => data switch
    {
        PlatformEvent.ChangeRequested change => change.ChangeId,
        PlatformEvent.ChangeBlocked change => change.ChangeId,
        PlatformEvent.ChangeStarted change => change.ChangeId,
        PlatformEvent.ChangeProgressed change => change.ChangeId,
        PlatformEvent.ChangeApplied change => change.ChangeId,
        PlatformEvent.ChangeFailed change => change.ChangeId,
        PlatformEvent.ChangeSuperseded change => change.ChangeId,
        PlatformEvent.ChangeUnchanged change => change.ChangeId,
        PlatformEvent.DriftDetected drift => drift.ChangeId,
        _ => null,
    };
}
