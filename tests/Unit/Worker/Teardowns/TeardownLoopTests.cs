using System.Text.Json.Nodes;
using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Simulation.Faults;
using GitOpsKafka.Tests.Unit.Platform.Planning;
using GitOpsKafka.Tests.Unit.Simulation.Nodes;
using GitOpsKafka.Tests.Unit.Worker.Applying;
using GitOpsKafka.Worker.Applying;
using GitOpsKafka.Worker.Teardowns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace GitOpsKafka.Tests.Unit.Worker.Teardowns;

/// <summary>Three controllers and three brokers, whose volumes go; pods need 5 s to end.</summary>
public sealed class TeardownLoopTests
{
    private static readonly DesiredResource Cluster = World.Desired("""
        {"apiVersion":"gitopskafka.io/v1alpha1","kind":"KafkaCluster","metadata":{"name":"orders","namespace":"streaming"},
         "spec":{"version":"4.2.1",
          "controllers":{"replicas":3,"storage":{"volumes":[{"id":0,"size":"1Gi"}]} },
          "brokers":{"replicas":3,"storage":{"volumes":[{"id":0,"size":"1Gi"}],"reclaimPolicy":"Delete"} } } }
        """);

    private static readonly ObjectKey Key = Cluster.Manifest.Key;

    private readonly List<string> _told = [];

    [Fact]
    public void Deletion_by_hand_ends_brokers_before_controllers_and_keeps_retained_volumes() => Run(async town =>
    {
        await using var worker = new Life(town, town.Api);
        await town.Api.DeleteAsync(Key, null, default);
        await town.WaitAsync(4);
        Assert.Equal(6, (await PodsAsync(town)).Length);
        Assert.Equal("brokers: 0 of 3 gone; waiting for Pod orders-brokers-0, Pod orders-brokers-1, Pod orders-brokers-2", await MessageAsync(town));
        await town.WaitAsync(3);
        Assert.Equal(["orders-controllers-0", "orders-controllers-1", "orders-controllers-2"], await PodsAsync(town));
        Assert.StartsWith("controllers: 0 of 3 gone", await MessageAsync(town));
        await town.WaitAsync(6);

        await AssertGoneAsync(town);
        Assert.Equal(["DeletingBrokers", "DeletingControllers", "DeletingVolumes", "TornDown"], await ReasonsAsync(town));
    });

    [Fact]
    public void Deletion_by_commit_is_applied_once_all_is_gone() => Run(async town =>
    {
        await using var worker = new Life(town, town.Api);
        var begun = town.Clock.GetUtcNow();

        var outcome = Assert.IsType<Outcome.Applied>(await DeleteAsync(town, worker));

        Assert.InRange((town.Clock.GetUtcNow() - begun).TotalSeconds, 10, 20);
        Assert.False(outcome.IsResumed);
        Assert.Contains("controllers: 0 of 3 gone; waiting for Pod orders-controllers-0, Pod orders-controllers-1, Pod orders-controllers-2", _told);
        await AssertGoneAsync(town);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_worker_that_dies_at_any_write_is_followed_by_one_that_finishes(bool isAfter)
    {
        var deaths = new List<string>();
        for (var number = 1; deaths.Count == number - 1; number++)
        {
            Run(async town =>
            {
                var (writes, deadline) = (0, number);
                void Die(string write)
                {
                    if (!write.Contains("status", StringComparison.Ordinal) && ++writes == deadline)
                        throw new SimulatedCrashException(write);
                }

                await town.Api.DeleteAsync(Key, null, default);
                await using (var worker = new Life(town, new OverheardKubernetes(town.Api, isAfter ? null : Die, isAfter ? Die : null)))
                    await Task.WhenAny(worker.Ended, town.WaitAsync(60));
                if (writes >= deadline)
                    deaths.Add("");
                await using (var next = new Life(town, town.Api))
                    await town.WaitAsync(30);
                await AssertGoneAsync(town);
            });
        }

        // Two StatefulSets, three claims, the release.
        Assert.Equal(6, deaths.Count);
    }

    [Fact]
    public void Protected_cluster_that_is_deleted_past_the_webhook_runs_on_until_it_is_released() => Run(async town =>
    {
        await town.Api.PatchAsync(Key, new JsonObject { ["spec"] = new JsonObject { ["deletionProtection"] = true } }, "kubectl-edit", default);
        await using var worker = new Life(town, town.Api);
        await town.Api.DeleteAsync(Key, null, default);
        await town.WaitAsync(60);

        Assert.Equal(6, (await PodsAsync(town)).Length);
        Assert.Contains("kubectl patch", await MessageAsync(town));
        Assert.Equal(["DeletionProtected"], await ReasonsAsync(town));

        await town.Api.PatchAsync(Key, new JsonObject { ["spec"] = new JsonObject { ["deletionProtection"] = false } }, "kubectl-edit", default);
        await town.WaitAsync(20);
        await AssertGoneAsync(town);
    });

    [Fact]
    public void Deletion_that_another_finalizer_holds_fails_with_its_name() => Run(async town =>
    {
        await town.Api.PatchAsync(Key, new JsonObject { ["metadata"] = new JsonObject { ["finalizers"] = new JsonArray(Marks.TeardownFinalizer, "backup.example.com/copy") } }, "kubectl-edit", default);
        await using var worker = new Life(town, town.Api);

        var outcome = Assert.IsType<Outcome.Failed>(await DeleteAsync(town, worker));

        Assert.Equal(("DeadlineExceeded", true), (outcome.Reason, outcome.IsRetried));
        Assert.EndsWith("held by finalizers backup.example.com/copy", outcome.Message);
    });

    private static void Run(Func<Town, Task> program)
    {
        var town = new Town();
        town.Run(async () =>
        {
            await using (var worker = new Life(town, town.Api))
                Assert.IsType<Outcome.Applied>(await worker.Parts.GetServices<IApplier>().Single(applier => applier.Kind == KafkaCluster.KindName).ApplyAsync(Request(ChangeOperation.Create, "made"), Cluster, default, default));
            await program(town);
        });
    }

    private async Task<Outcome> DeleteAsync(Town town, Life worker)
    {
        var board = worker.Parts.GetRequiredService<WorkBoard>();
        board.Changed += () => _told.Add(board.Of(Cluster.Key)?.Step ?? "");
        var live = (await town.Api.GetAsync(Key, default))!;
        var observed = ObservedState.Unknown with { Objects = ObservedState.Unknown.Objects.Add(Key.Type, System.Collections.Immutable.ImmutableDictionary<ObjectKey, KubeObject>.Empty.Add(Key, live)) };
        var change = Planner.PlanDelete(Cluster.Key, World.Commit, observed)!;
        return await worker.Parts.GetRequiredService<Deleter>().DeleteAsync(Request(ChangeOperation.Delete, change.Id), default);
    }

    private static PlatformEvent.ChangeRequested Request(ChangeOperation operation, string id) =>
        new(id, "plan-1", operation, Cluster.Key, CauseData.Of(new Cause.FromCommit(World.Commit)), [], [], Cluster.Manifest.Json);

    private static async Task AssertGoneAsync(Town town)
    {
        Assert.Null(await town.Api.GetAsync(Key, default));
        Assert.Empty(await PodsAsync(town));
        Assert.Empty((await town.Api.ListAsync(ResourceType.Services, null, null, default)).Items);
        Assert.Equal(
            ["data-0-orders-controllers-0", "data-0-orders-controllers-1", "data-0-orders-controllers-2"],
            (await town.Api.ListAsync(ResourceType.PersistentVolumeClaims, null, null, default)).Items.Select(claim => claim.Key.Name));
    }

    private static async Task<string[]> PodsAsync(Town town) => [.. (await town.Api.ListAsync(ResourceType.Pods, null, null, default)).Items.Select(pod => pod.Key.Name)];

    private static async Task<string?> MessageAsync(Town town) => (await town.Api.GetAsync(Key, default))?.At("status", "conditions")?[0].GetProperty("message").GetString();

    private static async Task<IEnumerable<string?>> ReasonsAsync(Town town) =>
        (await town.Api.ListAsync(ResourceType.Events, null, null, default)).Items.OrderBy(told => long.Parse(told.ResourceVersion)).Select(told => told.At("reason")?.GetString());

    /// <summary>One life of a worker with its loop.</summary>
    private sealed class Life : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _caches;

        public Life(Town town, IKubernetesApi api)
        {
            // The container compiles what is asked of it twice, on the thread pool: these are given, not asked for.
            var caches = new WatchCaches(api, null, town.Clock, new Random(1), NullLoggerFactory.Instance);
            Parts = WorkerParts.On(api, town.Kafka, town.Clock)
                .AddSingleton(caches)
                .AddSingleton(new Patience(town.Clock, caches, new Random(1)))
                .AddSingleton<TeardownReporter>()
                .AddSingleton<TeardownLoop>()
                .BuildServiceProvider();
            _caches = caches.RunAsync(_stop.Token);
            Ended = RunAsync();
        }

        public ServiceProvider Parts { get; }

        /// <summary>Its loop has ended, by a death or because it was stopped.</summary>
        public Task Ended { get; }

        public async ValueTask DisposeAsync()
        {
            _stop.Cancel();
            await Ended;
            await _caches;
            await Parts.DisposeAsync();
            _stop.Dispose();
        }

        private async Task RunAsync()
        {
            try
            {
                await Parts.GetRequiredService<TeardownLoop>().RunAsync(_stop.Token);
            }
            catch (Exception end) when (end is SimulatedCrashException or OperationCanceledException)
            {
                // The death that the test planned, or its end.
            }
        }
    }
}
