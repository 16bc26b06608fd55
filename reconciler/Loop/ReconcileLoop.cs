using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Reconciler.Loop;

/// <summary>
/// Runs a pass whenever something may have changed: a new revision, the cluster, or time. It does not matter what it was: every
/// pass looks at everything, in memory.
/// </summary>
internal sealed class ReconcileLoop(RevisionFollower follower, WatchCaches caches, KafkaViews kafka, Reconciler reconciler, LoopTimes times, TimeProvider time, ILogger<ReconcileLoop> logger)
{
    private bool _hasPassed;

    /// <summary>What is missing before the loop does its work; null when nothing is.</summary>
    public string? WhyNotReady() =>
        !caches.IsSynced ? "the cluster is not known yet"
        : follower.Current is null ? "the repository was not read yet"
        : _hasPassed ? null : "no usable revision was planned yet";

    public Task RunAsync(CancellationToken stop) => Task.WhenAll(follower.RunAsync(stop), PassAsync(stop), FollowClusterAsync(stop), TickAsync(stop));

    private async Task PassAsync(CancellationToken stop)
    {
        await caches.WaitForSyncAsync(stop);
        var seen = 0L;
        while (!stop.IsCancellationRequested)
        {
            seen = await follower.News.WaitAsync(seen, stop);
            if (follower.Current is { IsUsable: false } rejected)
                await PassAsync(rejected, stop);
            if (follower.InForce is { } revision)
                await PassAsync(revision, stop);
        }
    }

    private async Task PassAsync(Revision revision, CancellationToken stop)
    {
        try
        {
            _hasPassed |= await reconciler.PassAsync(revision, Observe(), stop) is not null;
            kafka.Forget(reconciler.RequestedInKafka);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.PassFailed(exception);
        }
    }

    private ObservedState Observe() => new(caches.Observe(), kafka.Topics(caches.Of(Topics).Snapshot)) { Settings = kafka.Settings(caches.Of(Clusters).Snapshot), Deleted = caches.ObserveDeleted() };

    private async Task FollowClusterAsync(CancellationToken stop)
    {
        var seen = caches.Version;
        while (!stop.IsCancellationRequested)
        {
            seen = await caches.WaitForChangeAsync(seen, stop);
            await Task.Delay(times.Settle, time, stop);
            follower.News.Raise();
        }
    }

    private async Task TickAsync(CancellationToken stop)
    {
        await caches.WaitForSyncAsync(stop);
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(times.Tick, time, stop);
            await kafka.RefreshAsync(caches.Of(Clusters).Snapshot, caches.Of(Topics).Snapshot, stop);
            follower.News.Raise();
        }
    }

    private static Platform.Objects.ResourceType Topics { get; } = ResourceKinds.Get(KafkaTopic.KindName).Type;

    private static Platform.Objects.ResourceType Clusters { get; } = ResourceKinds.Get(KafkaCluster.KindName).Type;
}
