using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Worker.Certificates;

namespace GitOpsKafka.Worker.Applying;

/// <summary>
/// Brings a KafkaCluster to what is desired: its objects first, then the nodes one by one, until all are ready. Each turn looks at
/// the cluster anew and does the next thing, so it may be killed and started again anywhere.
/// </summary>
internal sealed class ClusterApplier(FreshObserver observer, ObjectWriter writer, NodeRoller roller, CertificateKeeper certificates, Patience patience) : IApplier
{
    public string Kind => KafkaCluster.KindName;

    public async Task<Outcome> ApplyAsync(PlatformEvent.ChangeRequested request, DesiredResource desired, CancellationToken superseded, CancellationToken stop)
    {
        var run = new ClusterRun(request, desired, patience.Start(Deadline(desired)));
        while (true)
        {
            run.Patience.Look();
            var observed = await observer.ClusterAsync(desired, stop);
            var change = Planner.PlanOne(desired, request.Cause.Commit, await WithPlacementAsync(run, observed, stop), request.ChangeId);
            if (change?.Blocked is { } blocked)
                return new Outcome.Failed(blocked.Code, blocked.Explanation, IsRetried: false);
            if (await StepAsync(run, change, observed, stop) is { } outcome)
                return outcome;
            if (superseded.IsCancellationRequested)
                return new Outcome.Superseded(0);
        }
    }

    /// <returns>Null to look again.</returns>
    private async Task<Outcome?> StepAsync(ClusterRun run, Change? change, ObservedState observed, CancellationToken stop)
    {
        var writes = change?.Effects.Where(effect => effect is Effect.ApplyObject or Effect.DeleteObject).ToList() ?? [];
        if (writes.Count > 0)
        {
            await certificates.KeepAsync(run.Cluster, observed, stop);
            await WriteAllAsync(run, writes, stop);
            return null;
        }

        var nodes = ClusterNodes.Of(run.Cluster, observed);
        var restart = change?.Effects.OfType<Effect.RestartNodes>().SingleOrDefault();
        if (restart is null && nodes.IsSettled)
            return run.End(observed);
        var waitsFor = await roller.StepAsync(run, restart, nodes, observed, stop);
        return waitsFor is null || await run.Patience.WaitAsync(Fingerprint(nodes), stop)
            ? null
            : new Outcome.Failed("DeadlineExceeded", $"nothing moved for {run.Patience.Limit}: {waitsFor}", IsRetried: true);
    }

    private async Task WriteAllAsync(ClusterRun run, List<Effect> effects, CancellationToken stop)
    {
        foreach (var effect in effects)
        {
            await writer.WriteAsync(effect, stop);
            run.Done.Add(effect.Describe());
            // What is made from a resource carries its uid: known only once it is stored.
            if (effect is Effect.ApplyObject { Exists: false, Desired.Key.Type.Kind: KafkaCluster.KindName })
                return;
        }
    }

    /// <summary>Where replicas are matters only when brokers would go.</summary>
    private async Task<ObservedState> WithPlacementAsync(ClusterRun run, ObservedState observed, CancellationToken stop) =>
        ClusterNodes.Of(run.Cluster, observed).Roles[^1] is { } brokers && brokers.Existing > brokers.Wanted
            ? await observer.WithTopicsIfKnownAsync(observed, run.Cluster.Key, stop)
            : observed;

    private static string Fingerprint(ClusterNodes nodes) =>
        string.Join(' ', nodes.Nodes.Select(node => $"{node.Pod.Uid}:{node.Pod.IsReady}:{node.Pod.IsTerminating}"));

    private static TimeSpan Deadline(DesiredResource desired) => GoDuration.Parse(((KafkaCluster)desired.Value).Spec.Rolling.DeadlinePerNode);
}
