using System.Collections.Immutable;
using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Status;
using GitOpsKafka.Worker.Applying;

namespace GitOpsKafka.Benchmarks;

/// <summary>Brings an API server to where a revision is in force and every status says so, by the effects that a worker would carry out.</summary>
internal sealed class SyncedPlatform(KubernetesHttpApi api, WatchCaches caches, Revision revision)
{
    private const int AtOnce = 16;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly StatusWriter _status = new(api, TimeProvider.System);

    public ImmutableDictionary<ResourceKey, ImmutableSortedDictionary<string, TopicView>> Topics { get; } = Workload.InKafka(revision);

    public ObservedState Observe() => new(caches.Observe(), Topics);

    /// <exception cref="TimeoutException">It did not come to rest within 3 minutes.</exception>
    public async Task ReachAsync(CancellationToken cancellationToken)
    {
        for (var turns = 0; turns < 360; turns++)
        {
            var applied = await ApplyAsync(cancellationToken);
            var reported = await ReportAsync(cancellationToken);
            if (applied + reported == 0 && IsInSync())
                return;
            await Task.Delay(Pause, cancellationToken);
        }

        var plan = Planner.Plan(revision, Observe(), PlanPolicy.Default);
        throw new TimeoutException($"not in sync: {string.Join("; ", plan.Changes.Take(5).Select(change => $"{change.Key} {string.Join(", ", change.Effects.Select(effect => effect.Describe()))}"))}");
    }

    private bool IsInSync() =>
        Planner.Plan(revision, Observe(), PlanPolicy.Default).IsEmpty
        && revision.Resources.Values.All(desired => Observe().Find(desired.Manifest.Key) is { } live && !Progress.IsReconciling(live));

    private async Task<int> ApplyAsync(CancellationToken cancellationToken)
    {
        var observed = Observe();
        var effects = revision.Resources.Values.Select(desired => Planner.PlanOne(desired, revision.Commit, observed)).OfType<Change>().SelectMany(Due).ToList();
        await Parallel.ForEachAsync(effects, Many(cancellationToken), async (effect, stop) => await api.ApplyAsync(effect.Desired, ObjectWriter.Options, stop));
        return effects.Count;
    }

    /// <summary>The resource itself comes first: what is made from a cluster needs its uid.</summary>
    private static IEnumerable<Effect.ApplyObject> Due(Change change) =>
        change.Effects.OfType<Effect.ApplyObject>().Take(change.Operation == ChangeOperation.Create ? 1 : int.MaxValue);

    private async Task<int> ReportAsync(CancellationToken cancellationToken)
    {
        var observed = Observe();
        var written = 0;
        var stored = revision.Resources.Values.Select(desired => observed.Find(desired.Manifest.Key)).OfType<KubeObject>();
        await Parallel.ForEachAsync(stored, Many(cancellationToken), async (live, stop) =>
        {
            if (await ReportAsync(live, observed, stop))
                Interlocked.Increment(ref written);
        });
        return written;
    }

    private Task<bool> ReportAsync(KubeObject live, ObservedState observed, CancellationToken stop)
    {
        var now = TimeProvider.System.GetUtcNow();
        return live.Key.Type.Kind == KafkaCluster.KindName
            ? _status.WriteAsync(live, ClusterStatus.Of(live, observed, null, now), stop)
            : _status.WriteAsync(live, TopicStatus.Of(live, Topics.Values.First()[live.Key.Name], new Health.Fine("TopicReady", $"topic {live.Key.Name} is as desired"), now), stop);
    }

    private static ParallelOptions Many(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
}
