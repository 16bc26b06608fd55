using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Status.Checks;
using GitOpsKafka.Worker.Certificates;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Worker.HealthChecks;

/// <summary>
/// Asks every cluster how it is, all at once, and again after an interval. A Kafka that does not answer is unknown until the next time; nothing
/// else waits for it.
/// </summary>
internal sealed class HealthLoop(
    WatchCaches caches, IKafkaAdmins kafka, CertificateMetrics certificates, HealthReports reports, HealthEvents events, HealthMetrics metrics, IOptions<HealthOptions> options, TimeProvider time, ILogger<HealthLoop> logger) : ILoop
{
    private static ResourceType Clusters { get; } = ResourceKinds.Get(KafkaCluster.KindName).Type;

    public async Task RunAsync(CancellationToken stop)
    {
        await caches.WaitForSyncAsync(stop);
        while (!stop.IsCancellationRequested)
        {
            await LookAsync(stop);
            await Task.Delay(options.Value.Interval, time, stop);
        }
    }

    internal async Task LookAsync(CancellationToken stop)
    {
        var observed = ObservedState.Unknown with { Objects = caches.Observe() };
        var clusters = observed.OfType(Clusters).Values.Where(cluster => !cluster.IsTerminating).ToList();
        reports.KeepOnly(clusters.Select(cluster => cluster.Uid).ToHashSet(StringComparer.Ordinal));
        metrics.KeepOnly(clusters.Select(cluster => ResourceKinds.ResourceOf(cluster.Key)).ToHashSet());
        await Task.WhenAll(clusters.Select(cluster => LookAsync(cluster, observed, stop)));
    }

    private async Task LookAsync(KubeObject live, ObservedState observed, CancellationToken stop)
    {
        var cluster = ResourceJson.Read<KafkaCluster>(live.Json);
        var nodes = ClusterNodes.Of(cluster, observed);
        var view = nodes.Roles[^1].Ready == 0 ? null : await AskAsync(cluster, stop);
        var results = ClusterChecks.Of(cluster, nodes, view, certificates.Of(cluster.Key), options.Value.Limits, time.GetUtcNow());
        metrics.Set(cluster.Key, HealthFigures.Of(cluster, nodes, view), results);
        await events.TellAsync(live, results, stop);
        reports.Set(live.Uid, results);
    }

    private async Task<KafkaHealthView?> AskAsync(KafkaCluster cluster, CancellationToken stop)
    {
        try
        {
            return await kafka.For(cluster.Key).DescribeHealthAsync(hasQuorum: cluster.Spec.Zookeeper is null, stop);
        }
        catch (KafkaAdminException failure)
        {
            logger.HealthNotTold(failure, cluster.Key);
            return null;
        }
    }
}
