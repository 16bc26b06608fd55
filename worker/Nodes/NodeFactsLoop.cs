using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Worker.Nodes;

/// <summary>
/// Tells brokers what is known only once their pods are scheduled: rack and external addresses. Their containers wait for it, so
/// it is told at once, for pods of any origin.
/// </summary>
internal sealed class NodeFactsLoop(WatchCaches caches, NodeFactsWriter writer, TimeProvider time, ILogger<NodeFactsLoop> logger) : ILoop
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    private static ResourceType Clusters { get; } = ResourceKinds.Get(KafkaCluster.KindName).Type;

    public async Task RunAsync(CancellationToken stop)
    {
        await caches.WaitForSyncAsync(stop);
        while (!stop.IsCancellationRequested)
        {
            var seen = caches.Version;
            if (await TellAsync(stop))
                await caches.WaitForChangeAsync(seen, stop);
            else
                await Task.Delay(Retry, time, stop);
        }
    }

    /// <returns>False when something must be tried again.</returns>
    private async Task<bool> TellAsync(CancellationToken stop)
    {
        var observed = ObservedState.Unknown with { Objects = caches.Observe() };
        var isTold = true;
        foreach (var cluster in observed.OfType(Clusters).Values.Where(cluster => !cluster.IsTerminating))
        {
            foreach (var missing in MissingFacts.Of(ResourceJson.Read<KafkaCluster>(cluster.Json), observed))
                isTold &= await TellAsync(missing, stop);
        }

        return isTold;
    }

    private async Task<bool> TellAsync(MissingFacts missing, CancellationToken stop)
    {
        try
        {
            return await writer.WriteAsync(missing, stop);
        }
        catch (KubernetesApiException exception)
        {
            logger.NodeFactsNotTold(exception, missing.Pod.ToString());
            return false;
        }
    }
}
