using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Worker.Certificates;

namespace GitOpsKafka.Worker.Nodes;

/// <summary>
/// Tells brokers what is known only once their pods are scheduled: rack and external addresses. Their containers wait for it, so
/// it is told at once, for pods of any origin.
/// </summary>
internal sealed class NodeFactsLoop(WatchCaches caches, NodeFactsWriter writer, CertificateKeeper certificates, TimeProvider time, ILogger<NodeFactsLoop> logger) : ClusterLoop(caches, time)
{
    private readonly WaitReasons _failures = new();

    protected override async Task<bool> LookAsync(KubeObject cluster, ObservedState observed, CancellationToken stop)
    {
        var kafka = ResourceJson.Read<KafkaCluster>(cluster.Json);
        var missing = MissingFacts.Of(kafka, observed).ToList();
        // First: a kubelet looks for changed Secrets when it sees a pod change, so the node starts with a certificate that has its addresses.
        if (missing.Exists(pod => pod.Advertised is not null) && !await TryAsync(cluster, () => KeepAsync(kafka, observed, stop), failure => logger.CertificatesNotKept(failure, kafka.Key)))
            return false;
        var isTold = true;
        foreach (var pod in missing)
            isTold &= await TryAsync(pod.Pod, () => writer.WriteAsync(pod, stop), failure => logger.NodeFactsNotTold(failure, pod.Pod.ToString()));
        return isTold;
    }

    private async Task<bool> KeepAsync(KafkaCluster cluster, ObservedState observed, CancellationToken stop)
    {
        await certificates.KeepAsync(cluster, observed, stop);
        return true;
    }

    /// <returns>False as well when Kubernetes did not take it.</returns>
    private async Task<bool> TryAsync(KubeObject about, Func<Task<bool>> tell, Action<KubernetesApiException> log)
    {
        try
        {
            var isTold = await tell();
            _failures.Forget(about);
            return isTold;
        }
        catch (KubernetesApiException exception)
        {
            if (_failures.IsNew(about, exception.Message))
                log(exception);
            return false;
        }
    }
}
