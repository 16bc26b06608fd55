using System.Text.Json;
using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Simulation.Kafka;
using GitOpsKafka.Simulation.Kubernetes;
using GitOpsKafka.Tests.Unit.Platform.Planning;
using GitOpsKafka.Worker;
using GitOpsKafka.Worker.Applying;
using GitOpsKafka.Worker.Status;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace GitOpsKafka.Tests.Unit.Worker;

/// <summary>A worker with a cluster whose metadata is in ZooKeeper. Pods are what the test says.</summary>
public sealed class EnsembleTests : IAsyncDisposable
{
    private static readonly DesiredResource Cluster = World.InZooKeeper();

    private readonly FakeTimeProvider _clock = new();
    private readonly SimulatedKubernetes _api;
    private readonly ServiceProvider _parts;

    public EnsembleTests()
    {
        _api = new SimulatedKubernetes(_clock, new Random(1));
        _parts = WorkerParts.On(_api, new SimulatedKafka(_api, _clock), _clock)
            .AddSingleton<ClusterIds>()
            .AddSingleton<ClusterIdLoop>()
            .BuildServiceProvider();
    }

    public ValueTask DisposeAsync() => _parts.DisposeAsync();

    [Fact]
    public async Task Brokers_are_made_once_the_ensemble_serves()
    {
        await StepAsync();
        await StepAsync();
        Assert.NotNull(await StatefulSetAsync("orders-zookeeper"));
        Assert.Null(await StatefulSetAsync("orders-brokers"));

        await ReadyAsync("orders-zookeeper", 2);
        await StepAsync();

        Assert.NotNull(await StatefulSetAsync("orders-brokers"));
    }

    [Fact]
    public async Task Kafka_is_asked_for_its_cluster_id_once_a_broker_is_ready()
    {
        await StepAsync();
        await StepAsync();
        await ReadyAsync("orders-zookeeper", 3);
        await StepAsync();
        var (ids, caches) = (_parts.GetRequiredService<ClusterIds>(), _parts.GetRequiredService<WatchCaches>());
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ids.Changed += told.SetResult;
        using var stop = new CancellationTokenSource();
        var running = Task.WhenAll(caches.RunAsync(stop.Token), _parts.GetRequiredService<ClusterIdLoop>().RunAsync(stop.Token));
        await caches.WaitForSyncAsync(default);
        Assert.False(told.Task.IsCompleted);

        await ReadyAsync("orders-brokers", 1);
        await told.Task.WaitAsync(TimeSpan.FromSeconds(30));

        var uid = (await _api.GetAsync(Cluster.Manifest.Key, default))!.Uid;
        Assert.Equal($"made-by-kafka-{uid}", ids.Of(uid));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    /// <summary>Superseded from the start: one step each time, first the KafkaCluster, then what is made from it.</summary>
    private async Task StepAsync()
    {
        var request = new PlatformEvent.ChangeRequested(
            "change-1", "plan-1", ChangeOperation.Create, Cluster.Key, CauseData.Of(new Cause.FromCommit(World.Commit)), [], [], Cluster.Manifest.Json);
        using var superseded = new CancellationTokenSource();
        await superseded.CancelAsync();
        var applier = _parts.GetServices<IApplier>().Single(applier => applier.Kind == KafkaCluster.KindName);
        Assert.IsType<Outcome.Superseded>(await applier.ApplyAsync(request, Cluster, superseded.Token, default));
    }

    private async Task ReadyAsync(string statefulSet, int count)
    {
        var owner = (await StatefulSetAsync(statefulSet))!;
        for (var ordinal = 0; ordinal < count; ordinal++)
        {
            var (name, role) = ($"{statefulSet}-{ordinal}", owner.Label(Marks.Role));
            await _api.ApplyAsync(Pod($$"""
                {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "{{name}}", "namespace": "streaming",
                  "labels": {"gitopskafka.io/cluster": "orders", "gitopskafka.io/role": "{{role}}"},
                  "ownerReferences": [{"apiVersion": "apps/v1", "kind": "StatefulSet", "name": "{{statefulSet}}", "uid": "{{owner.Uid}}", "controller": true}]},
                 "spec": {"containers": [{"name": "kafka", "image": "apache/kafka:3.9.2"}] } }
                """), new ApplyOptions("kubelet"), default);
            await _api.ApplyStatusAsync(Pod($$"""
                {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "{{name}}", "namespace": "streaming"}, "status": {"conditions": [{"type": "Ready", "status": "True"}] } }
                """), new ApplyOptions("kubelet-status"), default);
        }
    }

    private Task<KubeObject?> StatefulSetAsync(string name) => _api.GetAsync(new ObjectKey(ResourceType.StatefulSets, "streaming", name), default);

    private static KubeObject Pod(string json) => KubeObject.Of(ResourceType.Pods, JsonElement.Parse(json));
}
