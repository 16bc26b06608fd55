using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Status;
using GitOpsKafka.Worker.Applying;
using GitOpsKafka.Worker.HealthChecks;

namespace GitOpsKafka.Worker.Status;

/// <summary>
/// Keeps the status of every KafkaCluster true while things happen, not only at the end, and that of every KafkaTopic whose cluster is
/// gone: looks at the caches after each change and writes what differs.
/// </summary>
internal sealed class ClusterStatusLoop(WatchCaches caches, WorkBoard board, ClusterIds ids, HealthReports health, StatusWriter writer, TimeProvider time, ILogger<ClusterStatusLoop> logger) : ILoop
{
    /// <summary>Changes come in swarms; one look is enough for all of them.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    private readonly ChangeSignal _changes = new();

    private static ResourceType Clusters { get; } = ResourceKinds.Get(KafkaCluster.KindName).Type;

    private static ResourceType Topics { get; } = ResourceKinds.Get(KafkaTopic.KindName).Type;

    public async Task RunAsync(CancellationToken stop)
    {
        board.Changed += _changes.Raise;
        ids.Changed += _changes.Raise;
        health.Changed += _changes.Raise;
        try
        {
            await caches.WaitForSyncAsync(stop);
            await Task.WhenAll(FollowAsync(stop), WriteAsync(stop));
        }
        finally
        {
            board.Changed -= _changes.Raise;
            ids.Changed -= _changes.Raise;
            health.Changed -= _changes.Raise;
        }
    }

    private async Task FollowAsync(CancellationToken stop)
    {
        _changes.Raise();
        for (var seen = caches.Version; !stop.IsCancellationRequested; _changes.Raise())
            seen = await caches.WaitForChangeAsync(seen, stop);
    }

    private async Task WriteAsync(CancellationToken stop)
    {
        for (var seen = 0L; !stop.IsCancellationRequested;)
        {
            seen = await _changes.WaitAsync(seen, stop);
            await Task.Delay(Settle, time, stop);
            var observed = ObservedState.Unknown with { Objects = caches.Observe() };
            var isWritten = true;
            foreach (var cluster in observed.OfType(Clusters).Values.Where(cluster => !cluster.IsTerminating))
                isWritten &= await WriteAsync(cluster, StatusOf(cluster, observed), stop);
            foreach (var topic in observed.OfType(Topics).Values)
                isWritten &= TopicStatus.WithoutCluster(topic, observed, time.GetUtcNow()) is not { } status || await WriteAsync(topic, status, stop);
            if (isWritten)
                continue;
            await Task.Delay(Retry, time, stop);
            _changes.Raise();
        }
    }

    private KafkaClusterStatus StatusOf(KubeObject cluster, ObservedState observed) =>
        ClusterStatus.Of(cluster, observed, board.Of(ResourceKinds.ResourceOf(cluster.Key)) ?? HandAppliedWork.Of(cluster, observed), time.GetUtcNow(), ids.Of(cluster.Uid), health.Of(cluster.Uid));

    /// <returns>False when the server did not take it: nothing may change for long after, so it is tried again.</returns>
    private async Task<bool> WriteAsync<T>(KubeObject live, T status, CancellationToken stop)
    {
        try
        {
            await writer.WriteAsync(live, status, stop);
            return true;
        }
        catch (KubernetesApiException exception)
        {
            logger.StatusNotWritten(exception, live.ToString());
            return false;
        }
    }
}
