using System.Collections.Immutable;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Reconciler.Loop;

/// <summary>
/// One pass: compares a revision with what is observed and publishes what must change. Level-triggered: what is published is a
/// request, and whatever still differs later is requested again. Not thread-safe; passes follow one another.
/// </summary>
internal sealed class Reconciler(IEventPublisher publisher, PlanPolicy policy, TimeProvider time, RequestLog requests, ILogger<Reconciler> logger)
{
    private readonly LastPlan _plans = new(policy);
    private long _announced;

    /// <summary>Clusters in whose Kafka the last pass requested a change: of a topic or of settings.</summary>
    public ImmutableArray<ResourceKey> RequestedInKafka { get; private set; } = [];

    /// <returns>The plan; null when the revision cannot be used.</returns>
    public async Task<Plan?> PassAsync(Revision revision, ObservedState observed, CancellationToken cancellationToken)
    {
        if (!revision.IsUsable)
        {
            await PublishAsync(revision, [], cancellationToken);
            return null;
        }

        var started = time.GetTimestamp();
        var plan = _plans.For(revision, observed);
        requests.Follow(plan);
        var due = plan.Changes.Where(requests.IsDue).ToList();
        await PublishAsync(revision, due.SelectMany(change => Announcement.Of(change, plan)), cancellationToken);
        requests.Remember(plan, due);
        _plans.OwnDeletions.Note(due);
        RequestedInKafka = [.. due.Where(change => change.Blocked is null).Select(KafkaOf).OfType<ResourceKey>().Distinct()];
        foreach (var change in due)
            logger.ChangeRequested(change.Operation, change.Key, CauseData.Of(change).Origin, change.Blocked?.Code ?? "requested");
        logger.PassEnded(plan.Changes.Length, due.Count, time.GetElapsedTime(started).TotalMilliseconds);
        return plan;
    }

    /// <summary>The cluster whose Kafka the change is made in; null when it is none of Kafka's.</summary>
    private static ResourceKey? KafkaOf(Change change) =>
        change.Key.Kind == KafkaTopic.KindName ? ResourceJson.Read<KafkaTopic>(change.Manifest).ClusterKey
        : change.Effects.Any(effect => effect is Effect.Reconfigure) ? change.Key : null;

    /// <summary>A revision is announced once, before its changes but with them: each batch waits for the disk.</summary>
    private async Task PublishAsync(Revision revision, IEnumerable<PlatformEvent> events, CancellationToken cancellationToken)
    {
        // A revision that is back in force because the one after it cannot be used was told of before.
        var isNew = revision.Commit.Sequence > _announced;
        PlatformEvent[] batch = [.. isNew ? [Announcement.Of(revision)] : Array.Empty<PlatformEvent>(), .. events];
        if (batch.Length > 0)
            await publisher.PublishAsync(batch, cancellationToken);
        if (!isNew)
            return;
        _announced = revision.Commit.Sequence;
        if (revision.IsUsable)
            logger.RevisionObserved(revision.Commit.ShortSha, revision.Commit.Branch, revision.Resources.Count);
        else
            logger.RevisionRejected(revision.Commit.ShortSha, revision.Commit.Branch, revision.Errors.Length, revision.Errors[0].ToString());
    }
}
