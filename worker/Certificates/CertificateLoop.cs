using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Platform.Certificates;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Worker.Certificates;

/// <summary>
/// Looks at the certificates of every cluster now and then: renews what must be, has brokers load what is new, and carries rotations on.
/// </summary>
internal sealed class CertificateLoop(
    WatchCaches caches, CertificateKeeper keeper, ServedCertificates served, CertificateReloads reloads, CertificateRestartMarks restarts, CertificateReports reports, IOptions<CertificateOptions> options, TimeProvider time, ILogger<CertificateLoop> logger) : ILoop
{
    private static ResourceType Clusters { get; } = ResourceKinds.Get(KafkaCluster.KindName).Type;

    public async Task RunAsync(CancellationToken stop)
    {
        await caches.WaitForSyncAsync(stop);
        while (!stop.IsCancellationRequested)
        {
            var isPending = await LookAsync(stop);
            await Task.Delay(isPending ? options.Value.PendingInterval : options.Value.Interval, time, stop);
        }
    }

    /// <returns>Whether something is on its way, or must be tried again.</returns>
    internal async Task<bool> LookAsync(CancellationToken stop)
    {
        var observed = ObservedState.Unknown with { Objects = caches.Observe() };
        var clusters = observed.OfType(Clusters).Values.Where(cluster => !cluster.IsTerminating).Select(cluster => ResourceJson.Read<KafkaCluster>(cluster.Json)).ToList();
        reports.KeepOnly(clusters.Select(cluster => cluster.Key).ToHashSet());
        var isPending = await Task.WhenAll(clusters.Select(cluster => TryLookAsync(cluster, observed, stop)));
        return isPending.Contains(true);
    }

    private async Task<bool> TryLookAsync(KafkaCluster cluster, ObservedState observed, CancellationToken stop)
    {
        try
        {
            return await LookAsync(cluster, observed, stop);
        }
        catch (KubernetesApiException failure)
        {
            logger.CertificatesNotKept(failure, cluster.Key);
            return true;
        }
    }

    private async Task<bool> LookAsync(KafkaCluster cluster, ObservedState observed, CancellationToken stop)
    {
        var nodes = ClusterCertificates.Nodes(cluster);
        var presented = await served.AskAsync(nodes, stop);
        if (await keeper.KeepAsync(cluster, observed, presented, stop) is not { } kept)
            return false;
        await reports.TellAsync(cluster.Key, kept, stop);
        await reloads.AskAsync(cluster.Key, [.. nodes.Where(node => presented.ContainsKey(node.Pod) && kept.Plan.NotLoaded.Contains(node.Pod))], stop);
        await restarts.MarkAsync(cluster.Key, kept.Plan.MustRestart, observed, stop);
        return !kept.Plan.NotLoaded.IsEmpty;
    }
}
