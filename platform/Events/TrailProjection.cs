using System.Collections.Immutable;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Events;

/// <summary>
/// The trail, told by change: who asked, who took it, how it ended. A change that is requested again after its end is open again.
/// Pure: adding an event gives a new projection. Immutable.
/// </summary>
public sealed class TrailProjection
{
    private TrailProjection(ImmutableSortedDictionary<string, ChangeHistory> changes) => Changes = changes;

    public static TrailProjection Empty { get; } = new(ImmutableSortedDictionary.Create<string, ChangeHistory>(StringComparer.Ordinal));

    /// <summary>By change id.</summary>
    public ImmutableSortedDictionary<string, ChangeHistory> Changes { get; }

    /// <summary>Requested changes without an outcome, oldest request first.</summary>
    public ImmutableArray<ChangeHistory> Open =>
        [.. Changes.Values.Where(change => change.IsOpen).OrderBy(change => change.Requested!.Time).ThenBy(change => change.ChangeId, StringComparer.Ordinal)];

    /// <param name="events">Events of one resource in bus order; resources may be mixed in any way.</param>
    public static TrailProjection Of(IEnumerable<EventEnvelope> events)
    {
        var changes = Empty.Changes.ToBuilder();
        foreach (var envelope in events)
            Add(changes, envelope);
        return new TrailProjection(changes.ToImmutable());
    }

    public TrailProjection With(EventEnvelope envelope)
    {
        var changes = Changes.ToBuilder();
        Add(changes, envelope);
        return new TrailProjection(changes.ToImmutable());
    }

    private static void Add(ImmutableSortedDictionary<string, ChangeHistory>.Builder changes, EventEnvelope envelope)
    {
        // Drift begins no change; the request that may follow it does.
        if (envelope.Data is PlatformEvent.DriftDetected || ChangeHistory.IdOf(envelope.Data) is not { } id)
            return;
        var history = changes.TryGetValue(id, out var known) ? known : Unknown(id, envelope.Subject);
        changes[id] = envelope.Data switch
        {
            PlatformEvent.ChangeRequested => history with { Requested = envelope, Blocked = null, Progress = null, Outcome = null, LastFailure = null },
            PlatformEvent.ChangeBlocked => history with { Blocked = envelope },
            PlatformEvent.ChangeStarted => history with { Started = history.Started.Add(envelope) },
            PlatformEvent.ChangeProgressed => history with { Progress = envelope },
            PlatformEvent.ChangeFailed { IsRetried: true } => history with { LastFailure = envelope },
            PlatformEvent.ChangeFailed => history with { LastFailure = envelope, Outcome = envelope },
            _ => history with { Outcome = envelope },
        };
    }

    private static ChangeHistory Unknown(string id, ResourceKey resource) => new(id, resource, null, null, [], null, null, null);
}
