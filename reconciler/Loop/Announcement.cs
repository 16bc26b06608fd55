using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Planning;

namespace GitOpsKafka.Reconciler.Loop;

/// <summary>Revisions and changes → the events that tell of them. Pure.</summary>
internal static class Announcement
{
    /// <summary>Most errors that one event lists; the rest is counted.</summary>
    private const int MostErrors = 200;

    public static PlatformEvent Of(Revision revision) => revision.IsUsable
        ? new PlatformEvent.RevisionObserved(revision.Commit, revision.Resources.Count, [.. revision.Warnings.Take(MostErrors).Select(warning => warning.ToString())])
        : new PlatformEvent.RevisionRejected(revision.Commit, [.. revision.Errors.Take(MostErrors).Select(error => error.ToString())]);

    /// <summary>Drift is told before the change that undoes it.</summary>
    public static IEnumerable<PlatformEvent> Of(Change change, Plan plan)
    {
        var cause = CauseData.Of(change);
        EffectData[] effects = [.. change.Effects.Select(EffectData.Of)];
        if (change.Cause is Cause.FromDrift drift)
            yield return new PlatformEvent.DriftDetected(change.Id, change.Key, drift.Commit, drift.Managers, change.Deltas);
        if (change.Blocked is { } reason)
            yield return new PlatformEvent.ChangeBlocked(change.Id, change.Operation, change.Key, cause, reason, [.. effects]);
        else
            yield return new PlatformEvent.ChangeRequested(change.Id, plan.Id, change.Operation, change.Key, cause, change.Deltas, [.. effects], change.Manifest);
    }
}
