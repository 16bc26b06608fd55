using System.Collections.Immutable;
using System.Text.Json.Nodes;
using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Status;
using GitOpsKafka.Simulation.Faults;
using GitOpsKafka.Tests.Unit.Platform.Planning;
using GitOpsKafka.Tests.Unit.Simulation.Nodes;
using GitOpsKafka.Worker;
using GitOpsKafka.Worker.Applying;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace GitOpsKafka.Tests.Unit.Worker.Applying;

public sealed class VolumeGrowerTests
{
    private static readonly ObjectKey Brokers = new(ResourceType.StatefulSets, "streaming", "orders-brokers");

    private readonly List<string> _told = [];

    [Fact]
    public void Volumes_grow_while_every_pod_runs_on() => Run(async town =>
    {
        var before = await PodsAsync(town);

        var outcome = Assert.IsType<Outcome.Applied>(await ApplyAsync(town, town.Api, Cluster("2Gi")));

        Assert.Equal("update KafkaCluster/streaming/orders: spec.brokers.storage.volumes[id=0].size", outcome.Effects[0]);
        Assert.Equal(
            [
                "grow data-0-orders-brokers-0 1Gi → 2Gi",
                "grow data-0-orders-brokers-1 1Gi → 2Gi",
                "replace StatefulSet/streaming/orders-brokers, its pods run on: spec.volumeClaimTemplates[name=data-0].spec.resources.requests.storage",
                "create StatefulSet/streaming/orders-brokers",
            ],
            outcome.Effects.Skip(1));
        await AssertGrownAsync(town, before);
        Assert.Contains("0 of 2 claims grown; waiting for data-0-orders-brokers-0, data-0-orders-brokers-1", _told);
        Assert.Contains("0 of 2 claims grown; waiting for data-0-orders-brokers-0 (Resizing), data-0-orders-brokers-1 (Resizing)", _told);
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
                var before = await PodsAsync(town);
                var (writes, deadline) = (0, number);
                void Die(string write)
                {
                    if (++writes == deadline)
                        throw new SimulatedCrashException(write);
                }

                try
                {
                    await ApplyAsync(town, new OverheardKubernetes(town.Api, isAfter ? null : Die, isAfter ? Die : null), Cluster("2Gi"));
                }
                catch (SimulatedCrashException death)
                {
                    deaths.Add(death.Message);
                    // Long enough for controllers to do whatever they would do.
                    await town.WaitAsync(60);
                    Assert.IsType<Outcome.Applied>(await ApplyAsync(town, town.Api, Cluster("2Gi")));
                }

                await AssertGrownAsync(town, before);
            });
        }

        Assert.Equal(
            [
                "apply KafkaCluster/streaming/orders",
                "apply PersistentVolumeClaim/streaming/data-0-orders-brokers-0",
                "apply PersistentVolumeClaim/streaming/data-0-orders-brokers-1",
                "delete StatefulSet/streaming/orders-brokers alone",
                "apply StatefulSet/streaming/orders-brokers",
            ],
            deaths);
    }

    [Fact]
    public void A_newer_change_waits_until_the_StatefulSet_is_there_again() => Run(async town =>
    {
        var before = await PodsAsync(town);
        using var superseded = new CancellationTokenSource();
        var api = new OverheardKubernetes(town.Api, null, write => CancelOn(write, superseded));

        Assert.IsType<Outcome.Superseded>(await ApplyAsync(town, api, Cluster("2Gi"), superseded.Token));

        await AssertGrownAsync(town, before);
    });

    [Fact]
    public void A_class_that_does_not_allow_it_blocks_before_anything_is_written() => Run(async town =>
    {
        await town.Api.PatchAsync(new ObjectKey(ResourceType.StorageClasses, "", "standard"), new JsonObject { ["allowVolumeExpansion"] = false }, "kubectl-edit", default);

        var outcome = Assert.IsType<Outcome.Failed>(await ApplyAsync(town, town.Api, Cluster("2Gi")));

        Assert.Equal("VolumesCannotGrow", outcome.Reason);
        Assert.Contains("storage class standard", outcome.Message);
        Assert.Contains("set allowVolumeExpansion: true", outcome.Message);
        Assert.All(await ClaimsAsync(town), claim => Assert.EndsWith("1Gi of 1Gi", claim));
    });

    private static void CancelOn(string write, CancellationTokenSource superseded)
    {
        if (write.EndsWith("alone", StringComparison.Ordinal))
#pragma warning disable VSTHRD103 // CancelAsync would leave the simulation's thread.
            superseded.Cancel();
#pragma warning restore VSTHRD103
    }

    /// <summary>On a platform with two brokers of 1Gi that are ready.</summary>
    private void Run(Func<Town, Task> program)
    {
        var town = new Town();
        town.Run(async () =>
        {
            Assert.IsType<Outcome.Applied>(await ApplyAsync(town, town.Api, Cluster("1Gi")));
            await program(town);
        });
    }

    private async Task<Outcome> ApplyAsync(Town town, IKubernetesApi api, DesiredResource desired, CancellationToken superseded = default)
    {
        await using var worker = Worker(town, api);
        var board = worker.GetRequiredService<WorkBoard>();
        board.Changed += () => _told.Add(board.Of(desired.Key)?.Step ?? "");
        var request = new PlatformEvent.ChangeRequested(
            $"change-{desired.Hash[..8]}", "plan-1", ChangeOperation.Update, desired.Key, CauseData.Of(new Cause.FromCommit(World.Commit)), [], [], desired.Manifest.Json);
        return await worker.GetServices<IApplier>().Single(applier => applier.Kind == KafkaCluster.KindName).ApplyAsync(request, desired, superseded, default);
    }

    private static async Task AssertGrownAsync(Town town, IReadOnlyDictionary<string, string> before)
    {
        await town.WaitAsync(60);
        Assert.Equal(["data-0-orders-brokers-0 2Gi of 2Gi", "data-0-orders-brokers-1 2Gi of 2Gi"], await ClaimsAsync(town));
        var set = await town.Api.GetAsync(Brokers, default);
        Assert.Equal("2Gi", set!.At("spec", "volumeClaimTemplates")!.Value[0].GetProperty("spec").GetProperty("resources").GetProperty("requests").GetProperty("storage").GetString());
        Assert.Equal(2, set.At("status", "readyReplicas")!.Value.GetInt32());
        Assert.Equal(before, await PodsAsync(town));
        Assert.All((await town.Api.ListAsync(ResourceType.Pods, null, null, default)).Items, pod => Assert.True(pod.IsOwnedBy(set.Uid)));
    }

    private static async Task<IReadOnlyDictionary<string, string>> PodsAsync(Town town) =>
        (await town.Api.ListAsync(ResourceType.Pods, null, null, default)).Items.ToImmutableSortedDictionary(pod => pod.Key.Name, pod => pod.Uid);

    private static async Task<IEnumerable<string>> ClaimsAsync(Town town) =>
        (await town.Api.ListAsync(ResourceType.PersistentVolumeClaims, null, null, default)).Items
            .Select(claim => $"{claim.Key.Name} {claim.At("status", "capacity", "storage")} of {claim.At("spec", "resources", "requests", "storage")}");

    private static ServiceProvider Worker(Town town, IKubernetesApi api) => WorkerParts.On(api, town.Kafka, town.Clock).BuildServiceProvider();

    private static DesiredResource Cluster(string size) => World.Desired($$"""
        {"apiVersion": "gitopskafka.io/v1alpha1", "kind": "KafkaCluster", "metadata": {"name": "orders", "namespace": "streaming"},
         "spec": {"version": "4.2.1", "brokers": {"replicas": 2, "storage": {"volumes": [{"id": 0, "size": "{{size}}"}]} } } }
        """);
}
