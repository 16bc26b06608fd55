using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Simulation.Kubernetes;
using GitOpsKafka.Tests.Unit.Platform.Planning;
using GitOpsKafka.Worker;
using GitOpsKafka.Worker.Applying;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace GitOpsKafka.Tests.Unit.Worker.Applying;

/// <summary>A commit may bring a cluster and its topics at once, and the brokers' address may answer before the cluster is stored.</summary>
public sealed class TopicOrderTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(World.Commit.Time);
    private readonly OneKafka _kafka = new();
    private readonly SimulatedKubernetes _api;
    private readonly ServiceProvider _parts;

    public TopicOrderTests()
    {
        _api = new SimulatedKubernetes(_clock, new Random(1));
        _parts = WorkerParts.On(_api, _kafka, _clock).BuildServiceProvider();
    }

    public void Dispose() => _parts.Dispose();

    [Fact]
    public async Task Topic_is_made_after_its_cluster_is_stored()
    {
        Assert.IsType<Outcome.Superseded>(await ApplyTopicAsync());
        Assert.Empty(_kafka.Topics);

        await StoreClusterAsync();
        Assert.IsType<Outcome.Applied>(await ApplyTopicAsync());
        Assert.Equal(["orders.v1"], _kafka.Topics.Keys);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Topic_is_deleted_from_a_cluster_that_is_stored(bool isStored)
    {
        await StoreClusterAsync();
        await ApplyTopicAsync();
        if (!isStored)
            await _api.DeleteAsync(KeyOf(World.OrdersCluster), null, default);

        var observed = await _parts.GetRequiredService<FreshObserver>().ResourceAsync(KeyOf(World.OrdersTopic), default);
        var change = Planner.PlanDelete(World.OrdersTopic, World.Commit, observed)!;
        Assert.IsType<Outcome.Applied>(await _parts.GetRequiredService<Deleter>().DeleteAsync(Request(change.Id, ChangeOperation.Delete), default));

        Assert.Equal(isStored ? 0 : 1, _kafka.Topics.Count);
        Assert.Null(await _api.GetAsync(KeyOf(World.OrdersTopic), default));
    }

    private Task<KubeObject> StoreClusterAsync() => _api.ApplyAsync(World.Cluster().Manifest, new ApplyOptions(Marks.FieldManager), default);

    /// <summary>Superseded from the start: whatever must wait ends after its first attempt.</summary>
    private async Task<Outcome> ApplyTopicAsync()
    {
        using var superseded = new CancellationTokenSource();
        await superseded.CancelAsync();
        var applier = _parts.GetServices<IApplier>().Single(applier => applier.Kind == KafkaTopic.KindName);
        return await applier.ApplyAsync(Request("change-1", ChangeOperation.Create), World.Topic(), superseded.Token, default);
    }

    private static PlatformEvent.ChangeRequested Request(string id, ChangeOperation operation) => new(
        id, "plan-1", operation, World.OrdersTopic, CauseData.Of(new Cause.FromCommit(World.Commit)), [], [], World.Topic().Manifest.Json);

    private static ObjectKey KeyOf(ResourceKey key) => new(ResourceKinds.Get(key.Kind).Type, key.Namespace, key.Name);
}
