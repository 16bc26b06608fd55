using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Reconciler.Loop;

/// <summary>
/// One pass: compares a revision with what is observed and publishes what must change. Level-triggered: what is published is a
/// request, and whatever still differs later is requested again. Not thread-safe; passes follow one another.
/// </summary>
internal sealed class Reconciler(IEventPublisher publisher, PlanPolicy policy, TimeProvider time, RequestLog requests, ILogger<Reconciler> logger)
{
    private long _announced;

    /// <returns>The plan; null when the revision cannot be used.</returns>
    public async Task<Plan?> PassAsync(Revision revision, ObservedState observed, CancellationToken cancellationToken)
    {
        await AnnounceAsync(revision, cancellationToken);
        if (!revision.IsUsable)
            return null;
        var started = time.GetTimestamp();
        var plan = Planner.Plan(revision, observed, policy, withUnderWay: true);
        requests.Follow(plan);
        var due = plan.Changes.Where(requests.IsDue).ToList();
        if (due.Count > 0)
            await publisher.PublishAsync([.. due.SelectMany(change => Announcement.Of(change, plan))], cancellationToken);
        requests.Remember(plan, due);
        foreach (var change in due)
            logger.ChangeRequested(change.Operation, change.Key, revision.Commit.ShortSha, change.Blocked?.Code ?? "requested");
        logger.PassEnded(plan.Changes.Length, due.Count, time.GetElapsedTime(started).TotalMilliseconds);
        return plan;
    }

    private async Task AnnounceAsync(Revision revision, CancellationToken cancellationToken)
    {
        // A revision that is back in force because the one after it cannot be used was told of before.
        if (revision.Commit.Sequence <= _announced)
            return;
        await publisher.PublishAsync([Announcement.Of(revision)], cancellationToken);
        _announced = revision.Commit.Sequence;
        if (revision.IsUsable)
            logger.RevisionObserved(revision.Commit.ShortSha, revision.Commit.Branch, revision.Resources.Count);
        else
            logger.RevisionRejected(revision.Commit.ShortSha, revision.Commit.Branch, revision.Errors.Length, revision.Errors[0].ToString());
    }
}
