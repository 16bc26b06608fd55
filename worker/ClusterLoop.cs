using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Worker;

/// <summary>Looks at every KafkaCluster after each change of what is watched, and soon again where something did not succeed.</summary>
internal abstract class ClusterLoop(WatchCaches caches, TimeProvider time) : ILoop
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    private static ResourceType Clusters { get; } = ResourceKinds.Get(KafkaCluster.KindName).Type;

    public async Task RunAsync(CancellationToken stop)
    {
        await caches.WaitForSyncAsync(stop);
        while (!stop.IsCancellationRequested)
        {
            var seen = caches.Version;
            if (await LookAsync(stop))
                await caches.WaitForChangeAsync(seen, stop);
            else
                await Task.Delay(Retry, time, stop);
        }
    }

    /// <summary>Those that are looked at: by default all that are not on their way out.</summary>
    protected virtual bool IsMeant(KubeObject cluster) => !cluster.IsTerminating;

    /// <returns>False when it must be tried again.</returns>
    protected abstract Task<bool> LookAsync(KubeObject cluster, ObservedState observed, CancellationToken stop);

    private async Task<bool> LookAsync(CancellationToken stop)
    {
        var observed = ObservedState.Unknown with { Objects = caches.Observe() };
        var isDone = true;
        foreach (var cluster in observed.OfType(Clusters).Values.Where(IsMeant))
            isDone &= await LookAsync(cluster, observed, stop);
        return isDone;
    }
}
