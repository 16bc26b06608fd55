using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Status;

namespace GitOpsKafka.Worker.Status;

/// <summary>
/// Asks Kafka for its cluster id where it makes it up itself, once for each cluster, as soon as a broker is ready. Apart from the loop that writes
/// status: a Kafka that is slow to answer must not hold up the status of others.
/// </summary>
internal sealed class ClusterIdLoop(WatchCaches caches, ClusterIds ids, IKafkaAdmins kafka, TimeProvider time, ILogger<ClusterIdLoop> logger) : ILoop
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    private static ResourceType Clusters { get; } = ResourceKinds.Get(KafkaCluster.KindName).Type;

    public async Task RunAsync(CancellationToken stop)
    {
        await caches.WaitForSyncAsync(stop);
        while (!stop.IsCancellationRequested)
        {
            var seen = caches.Version;
            if (await AskAsync(stop))
                await caches.WaitForChangeAsync(seen, stop);
            else
                await Task.Delay(Retry, time, stop);
        }
    }

    /// <returns>False when somebody must be asked again.</returns>
    private async Task<bool> AskAsync(CancellationToken stop)
    {
        var observed = ObservedState.Unknown with { Objects = caches.Observe() };
        var isTold = true;
        foreach (var cluster in observed.OfType(Clusters).Values.Where(cluster => !cluster.IsTerminating && ids.Of(cluster.Uid) is null && ClusterStatus.LacksId(cluster, observed)))
            isTold &= await AskAsync(cluster, stop);
        return isTold;
    }

    private async Task<bool> AskAsync(KubeObject cluster, CancellationToken stop)
    {
        var key = ResourceKey.Of(KafkaCluster.KindName, cluster.Key.Namespace, cluster.Key.Name);
        try
        {
            ids.Set(cluster.Uid, (await kafka.For(key).DescribeClusterAsync(stop)).ClusterId);
            return true;
        }
        catch (KafkaAdminException exception)
        {
            logger.ClusterIdNotTold(exception, key);
            return false;
        }
    }
}
