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
internal sealed class NodeFactsLoop(WatchCaches caches, NodeFactsWriter writer, TimeProvider time, ILogger<NodeFactsLoop> logger) : ClusterLoop(caches, time)
{
    protected override async Task<bool> LookAsync(KubeObject cluster, ObservedState observed, CancellationToken stop)
    {
        var isTold = true;
        foreach (var missing in MissingFacts.Of(ResourceJson.Read<KafkaCluster>(cluster.Json), observed))
            isTold &= await TellAsync(missing, stop);
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
