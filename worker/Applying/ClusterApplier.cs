using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rolling;
using GitOpsKafka.Worker.Certificates;

namespace GitOpsKafka.Worker.Applying;

/// <summary>
/// Brings a KafkaCluster to what is desired: its objects first, then the settings of running brokers, then the nodes one by one, until
/// all are ready. Each turn looks at the cluster anew and does the next thing, so it may be killed and started again anywhere.
/// </summary>
internal sealed class ClusterApplier(FreshObserver observer, ObjectWriter writer, SettingWriter settings, VolumeGrower volumes, NodeRoller roller, CertificateKeeper certificates, Patience patience) : IApplier
{
    public string Kind => KafkaCluster.KindName;

    public async Task<Outcome> ApplyAsync(PlatformEvent.ChangeRequested request, DesiredResource desired, CancellationToken superseded, CancellationToken stop)
    {
        var run = new ClusterRun(request, desired, patience.Start(Deadline(desired)));
        while (true)
        {
            run.Patience.Look();
            var observed = await observer.ClusterAsync(desired.Manifest.Key, stop);
            if (HandApplied.IsOvertaken(desired, observed) && !run.IsHalfWay)
                return new Outcome.Superseded(0);
            var change = await PlanAsync(run, observed, stop);
            if (change?.Blocked is { } blocked)
                return new Outcome.Failed(blocked.Code, blocked.Explanation, IsRetried: blocked.Code == BeingDeleted.Code);
            var nodes = ClusterNodes.Of(run.Cluster, observed);
            if (!await WriteAllAsync(run, change, nodes, observed, stop) && await StepAsync(run, change, nodes, observed, stop) is { } outcome)
                return outcome;
            if (superseded.IsCancellationRequested && !run.IsHalfWay)
                return new Outcome.Superseded(0);
        }
    }

    /// <summary>All objects are as desired, but for those that cannot be changed in place, and those that wait for nodes.</summary>
    /// <returns>Null to look again.</returns>
    private async Task<Outcome?> StepAsync(ClusterRun run, Change? change, ClusterNodes nodes, ObservedState observed, CancellationToken stop)
    {
        if (change?.Effects.Any(effect => StartOrder.IsHeld(effect, run.Cluster, nodes)) == true)
            return await WaitAsync(run, nodes, StartOrder.WaitsFor(run.Cluster, nodes)!, stop);
        if (await volumes.StepAsync(run, change, observed, stop) is { } growth)
            return growth.Length == 0 ? null : await WaitAsync(run, nodes, growth, stop);
        // Not at every step of a roll: a broker that has just gone may still seem to be there, and would be waited for.
        if (run.IsOfSettings && (run.Told is null || nodes.IsSettled))
        {
            try
            {
                observed = await observer.WithSettingsAsync(observed, run.Cluster.Key, stop);
            }
            catch (KafkaAdminException exception) when (!exception.IsRefusal)
            {
                if (nodes.IsSettled)
                    return await WaitAsync(run, nodes, exception.Message, stop);
            }

            change = Plan(run, observed);
            if (change?.Effects.OfType<Effect.Reconfigure>().SingleOrDefault() is { } effect)
                return await TellAsync(run, effect, nodes, stop);
            run.Told ??= "";
        }

        var restart = change?.Effects.OfType<Effect.RestartNodes>().SingleOrDefault();
        if (restart is null && nodes.IsSettled)
            return run.End(observed);
        return await roller.StepAsync(run, restart, nodes, observed, stop) is { } waitsFor ? await WaitAsync(run, nodes, waitsFor, stop) : null;
    }

    /// <summary>Brokers take settings on a moment later, so the same is not told at once again.</summary>
    private async Task<Outcome?> TellAsync(ClusterRun run, Effect.Reconfigure effect, ClusterNodes nodes, CancellationToken stop)
    {
        var told = effect.Describe();
        if (run.Told == told && await WaitAsync(run, nodes, $"brokers to take on {told}", stop) is { } outcome)
            return outcome;
        await settings.WriteAsync(run.Cluster.Key, effect, stop);
        if (!run.Done.Contains(told))
            run.Done.Add(told);
        run.Told = told;
        return null;
    }

    /// <returns>Null when it is worth another look.</returns>
    private static async Task<Outcome?> WaitAsync(ClusterRun run, ClusterNodes nodes, string waitsFor, CancellationToken stop) => await run.Patience.WaitAsync($"{Fingerprint(nodes)} {run.Grown}", stop)
        ? null
        : new Outcome.Failed("DeadlineExceeded", $"nothing moved for {run.Patience.Limit}: {waitsFor}", IsRetried: true);

    /// <returns>False when there was nothing to write.</returns>
    private async Task<bool> WriteAllAsync(ClusterRun run, Change? change, ClusterNodes nodes, ObservedState observed, CancellationToken stop)
    {
        var writes = change?.Effects.Where(effect => effect is Effect.ApplyObject or Effect.DeleteObject).Where(effect => !StartOrder.IsHeld(effect, run.Cluster, nodes)).ToList() ?? [];
        if (writes.Count > 0)
            await certificates.KeepAsync(run.Cluster, observed, stop);
        foreach (var effect in writes)
        {
            await writer.WriteAsync(effect, stop);
            run.Done.Add(effect.Describe());
            // What is made from a resource carries its uid: known only once it is stored.
            if (effect is Effect.ApplyObject { Exists: false, Desired.Key.Type.Kind: KafkaCluster.KindName })
                break;
            if (effect is Effect.ApplyObject { Exists: false } created && created.Desired.Key.Type == ResourceType.StatefulSets)
                run.IsHalfWay = false;
        }

        return writes.Count > 0;
    }

    private async Task<Change?> PlanAsync(ClusterRun run, ObservedState observed, CancellationToken stop)
    {
        var known = await WithPlacementAsync(run, observed, stop);
        var change = Plan(run, known);
        return change?.Effects.OfType<Effect.ExpandVolumes>().SingleOrDefault() is { } growth
            ? Plan(run, await observer.WithStorageClassesAsync(known, growth, stop))
            : change;
    }

    private static Change? Plan(ClusterRun run, ObservedState observed) => Planner.PlanOne(run.Desired, run.Request.Cause.Commit, observed, run.Request.ChangeId);

    /// <summary>Where replicas are matters only when brokers would go.</summary>
    private async Task<ObservedState> WithPlacementAsync(ClusterRun run, ObservedState observed, CancellationToken stop) =>
        ClusterNodes.Of(run.Cluster, observed).Roles[^1] is { } brokers && brokers.Existing > brokers.Wanted
            ? await observer.WithTopicsIfKnownAsync(observed, run.Cluster.Key, stop)
            : observed;

    private static string Fingerprint(ClusterNodes nodes) =>
        string.Join(' ', nodes.Nodes.Select(node => $"{node.Pod.Uid}:{node.Pod.IsReady}:{node.Pod.IsTerminating}"));

    private static TimeSpan Deadline(DesiredResource desired) => GoDuration.Parse(((KafkaCluster)desired.Value).Spec.Rolling.DeadlinePerNode);
}
