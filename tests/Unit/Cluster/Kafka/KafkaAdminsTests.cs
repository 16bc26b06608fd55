using GitOpsKafka.Cluster.Kafka;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Simulation.Kubernetes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Tests.Unit.Cluster.Kafka;

public sealed class KafkaAdminsTests
{
    private static readonly ResourceKey Orders = ResourceKey.Parse("KafkaCluster/streaming/orders");
    private static readonly ResourceKey Bills = ResourceKey.Parse("KafkaCluster/streaming/bills");

    [Fact]
    public void Cluster_is_reached_through_its_service_unless_the_options_say_otherwise()
    {
        var options = new KafkaAdminOptions { Bootstrap = { ["KafkaCluster/streaming/orders"] = "127.0.0.1:9092" } };

        Assert.Equal(new KafkaWay("127.0.0.1:9092", IsAsNodesSpeak: false), KafkaWay.To(Orders, options));
        Assert.Equal(new KafkaWay("bills-bootstrap.streaming.svc:9091", IsAsNodesSpeak: true), KafkaWay.To(Bills, options));
    }

    [Fact]
    public void Options_may_ask_for_the_way_that_nodes_speak()
    {
        var options = new KafkaAdminOptions { Bootstrap = { ["KafkaCluster/streaming/orders"] = "ssl://127.0.0.1:9091" } };

        Assert.Equal(new KafkaWay("127.0.0.1:9091", IsAsNodesSpeak: true), KafkaWay.To(Orders, options));
    }

    [Fact]
    public void Admin_of_a_cluster_is_made_once()
    {
        using var admins = new KafkaAdmins(
            new SimulatedKubernetes(TimeProvider.System, new Random(1)), Options.Create(new KafkaAdminOptions()), TimeProvider.System, NullLogger<ConfluentKafkaAdmin>.Instance);

        Assert.Same(admins.For(Orders), admins.For(Orders));
    }
}
