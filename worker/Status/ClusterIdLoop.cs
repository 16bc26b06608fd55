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
internal sealed class ClusterIdLoop(WatchCaches caches, ClusterIds ids, IKafkaAdmins kafka, TimeProvider time, ILogger<ClusterIdLoop> logger) : ClusterLoop(caches, time)
{
    protected override async Task<bool> LookAsync(KubeObject cluster, ObservedState observed, CancellationToken stop) =>
        ids.Of(cluster.Uid) is not null || !ClusterStatus.LacksId(cluster, observed) || await AskAsync(cluster, stop);

    private async Task<bool> AskAsync(KubeObject cluster, CancellationToken stop)
    {
        var key = ResourceKinds.ResourceOf(cluster.Key);
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
