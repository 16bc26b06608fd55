using System.Collections.Concurrent;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Status;
using GitOpsKafka.Worker.Applying;

namespace GitOpsKafka.Worker.Teardowns;

/// <summary>Tells how far a teardown is: in the status, and each stage once as a Kubernetes event and in the log. Another worker may tell a stage again.</summary>
internal sealed class TeardownReporter(StatusWriter status, KubernetesEvents events, ILogger<TeardownReporter> logger)
{
    private readonly ConcurrentDictionary<string, TeardownStage> _told = new(StringComparer.Ordinal);

    public async Task TellAsync(KubeObject cluster, ObservedState observed, Teardown teardown, CancellationToken stop)
    {
        if (!_told.TryGetValue(cluster.Uid, out var told) || told != teardown.Stage)
        {
            _told[cluster.Uid] = teardown.Stage;
            logger.TeardownStageBegun(ResourceKinds.ResourceOf(cluster.Key), teardown.Description);
            await events.RecordAsync(cluster, Reason(teardown.Stage), teardown.Description, teardown.Stage == TeardownStage.Held, stop);
        }

        // It is about to go: its last status is of no use to anyone.
        if (teardown.Stage != TeardownStage.Done)
            await status.WriteAsync(cluster, ClusterStatus.OfTeardown(cluster, observed, teardown, status.Now), stop);
    }

    public void Forget(KubeObject cluster) => _told.TryRemove(cluster.Uid, out _);

    private static string Reason(TeardownStage stage) => stage switch
    {
        TeardownStage.Held => "DeletionProtected",
        TeardownStage.Leaving => "LeavingObjects",
        TeardownStage.Brokers => "DeletingBrokers",
        TeardownStage.Controllers => "DeletingControllers",
        TeardownStage.Ensemble => "DeletingZooKeeper",
        TeardownStage.Claims => "DeletingVolumes",
        TeardownStage.Done => "TornDown",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
