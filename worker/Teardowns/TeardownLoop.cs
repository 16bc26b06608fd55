using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Worker.Teardowns;

/// <summary>
/// Tears clusters down that are being deleted, by whomever: the next thing after each change of what is watched. Nothing of it is kept
/// in memory but what was told.
/// </summary>
internal sealed class TeardownLoop(WatchCaches caches, IKubernetesApi kubernetes, TeardownReporter reporter, TimeProvider time, ILogger<TeardownLoop> logger) : ClusterLoop(caches, time)
{
    protected override bool IsMeant(KubeObject cluster) => cluster.IsTerminating && TeardownFinalizer.IsOn(cluster);

    protected override async Task<bool> LookAsync(KubeObject cluster, ObservedState observed, CancellationToken stop)
    {
        try
        {
            await StepAsync(cluster, observed, stop);
            return true;
        }
        catch (KubernetesApiException exception)
        {
            logger.TeardownFailed(exception, ResourceKinds.ResourceOf(cluster.Key));
            return false;
        }
    }

    private async Task StepAsync(KubeObject cluster, ObservedState observed, CancellationToken stop)
    {
        var teardown = Teardown.Of(cluster, observed);
        await reporter.TellAsync(cluster, observed, teardown, stop);
        foreach (var doomed in teardown.Doomed)
            await kubernetes.DeleteAsync(doomed.Key, doomed.Uid, stop);
        if (teardown.Stage != TeardownStage.Done)
            return;
        await kubernetes.ReleaseAsync(cluster, Marks.TeardownFinalizer, stop);
        reporter.Forget(cluster);
    }
}
