using System.Globalization;
using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Tests.Unit.Platform.Planning;
using GitOpsKafka.Worker;
using GitOpsKafka.Worker.Applying;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace GitOpsKafka.Tests.Unit.Worker.Certificates;

public sealed class ApplyingTests : IDisposable
{
    private readonly Town _town = new();

    public void Dispose() => _town.Dispose();

    [Fact]
    public async Task Certificates_are_there_before_the_nodes_that_need_them()
    {
        var desired = World.Desired("""
            {"apiVersion": "gitopskafka.io/v1alpha1", "kind": "KafkaCluster", "metadata": {"name": "orders", "namespace": "streaming"},
             "spec": {"version": "4.2.1", "brokers": {"replicas": 2}, "listeners": [{"name": "tls", "port": 9093, "tls": true}]} }
            """);
        await using var parts = Parts();
        var applier = parts.GetServices<IApplier>().Single(applier => applier.Kind == KafkaCluster.KindName);
        var request = new PlatformEvent.ChangeRequested(
            "change-1", "plan-1", ChangeOperation.Create, desired.Key, CauseData.Of(new Cause.FromCommit(World.Commit)), [], [], desired.Manifest.Json);

        // Superseded from the start: one step each time, first the KafkaCluster, then what is made from it.
        using var superseded = new CancellationTokenSource();
        await superseded.CancelAsync();
        for (var turn = 0; turn < 2; turn++)
            Assert.IsType<Outcome.Superseded>(await applier.ApplyAsync(request, desired, superseded.Token, default));

        var statefulSet = await _town.Api.GetAsync(new ObjectKey(ResourceType.StatefulSets, "streaming", "orders-brokers"), default);
        var secret = await _town.SecretAsync("orders-brokers-certs");
        Assert.True(Version(secret!) < Version(statefulSet!));
    }

    private static long Version(KubeObject stored) => long.Parse(stored.ResourceVersion, CultureInfo.InvariantCulture);

    private ServiceProvider Parts() => WorkerParts.On(_town.Api, _town, _town.Clock).BuildServiceProvider();
}
