using System.Text.Json;
using GitOpsKafka.Cluster.Kafka;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Simulation.Kubernetes;
using Microsoft.Extensions.Time.Testing;

namespace GitOpsKafka.Tests.Unit.Cluster.Kafka;

public sealed class KafkaWaysTests
{
    private static readonly ResourceKey Orders = ResourceKey.Parse("KafkaCluster/streaming/orders");
    private static readonly ResourceKey Bills = ResourceKey.Parse("KafkaCluster/streaming/bills");
    private static readonly ApplyOptions Apply = new(Marks.FieldManager);

    private readonly SimulatedKubernetes _api = new(new FakeTimeProvider(), new Random(1));

    [Fact]
    public async Task Cluster_is_reached_through_its_service_unless_the_options_say_otherwise()
    {
        var options = new KafkaAdminOptions { Bootstrap = { ["KafkaCluster/streaming/orders"] = "127.0.0.1:9092" } };

        Assert.Equal(new KafkaWay("127.0.0.1:9092"), await FindAsync(Orders, options));
        Assert.Equal(new KafkaWay("bills-bootstrap.streaming.svc:9091"), await FindAsync(Bills, options));
    }

    [Fact]
    public async Task Options_may_ask_for_the_way_that_nodes_speak()
    {
        var options = new KafkaAdminOptions { Bootstrap = { ["KafkaCluster/streaming/orders"] = "ssl://127.0.0.1:9091" } };
        await StoreAsync("""{"version": "4.3.1", "internalTls": true, "brokers": {"replicas": 1}}""");

        var failure = await Assert.ThrowsAsync<KafkaAdminException>(() => FindAsync(Orders, options));

        Assert.Contains("Secret orders-operator-certs holds no certificate yet", failure.Message);
    }

    [Fact]
    public async Task Listener_is_reached_where_the_status_says()
    {
        await StoreAsync("""{"version": "4.3.1", "brokers": {"replicas": 1}, "listeners": [{"name": "outside", "port": 9094, "type": "nodeport"}]}""");
        await Assert.ThrowsAsync<KafkaAdminException>(() => FindAsync(Orders, Outside));
        await _api.ApplyStatusAsync(Cluster("""{"version": "4.3.1"}""", """{"listeners": [{"name": "outside", "bootstrapServers": "10.0.0.5:31000"}]}"""), Apply, default);

        Assert.Equal(new KafkaWay("10.0.0.5:31000"), await FindAsync(Orders, Outside));
    }

    [Theory]
    [InlineData("""[{"name": "plain", "port": 9092}]""")]
    [InlineData("""[{"name": "outside", "port": 9094, "tls": true}]""")]
    public async Task Listener_that_is_not_there_or_asks_for_more_is_named(string listeners)
    {
        await StoreAsync($$"""{"version": "4.3.1", "brokers": {"replicas": 1}, "listeners": {{listeners}} }""");

        var failure = await Assert.ThrowsAsync<KafkaAdminException>(() => FindAsync(Orders, Outside));

        Assert.Equal("connect to KafkaCluster/streaming/orders: it has no listener \"outside\" without TLS and authentication", failure.Message);
    }

    private static KafkaAdminOptions Outside => new() { Listener = "outside" };

    private Task<KafkaWay> FindAsync(ResourceKey cluster, KafkaAdminOptions options) => new KafkaWays(_api, options).FindAsync(cluster, default);

    private Task<KubeObject> StoreAsync(string spec) => _api.ApplyAsync(Cluster(spec, "{}"), Apply, default);

    private static KubeObject Cluster(string spec, string status) => KubeObject.Of(ResourceKinds.Get(KafkaCluster.KindName).Type, JsonElement.Parse($$"""
        {"apiVersion": "gitopskafka.io/v1alpha1", "kind": "KafkaCluster", "metadata": {"name": "orders", "namespace": "streaming"}, "spec": {{spec}}, "status": {{status}} }
        """));
}
