using GitOpsKafka.Cluster.Kafka;
using GitOpsKafka.Platform.Resources;
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
        using var admins = new KafkaAdmins(Options.Create(new KafkaAdminOptions { Bootstrap = { ["KafkaCluster/streaming/orders"] = "127.0.0.1:9092" } }), NullLogger<ConfluentKafkaAdmin>.Instance);

        Assert.Equal("127.0.0.1:9092", admins.BootstrapOf(Orders));
        Assert.Equal("bills-bootstrap.streaming.svc:9091", admins.BootstrapOf(Bills));
    }

    [Fact]
    public void Client_of_a_cluster_is_made_once()
    {
        using var admins = new KafkaAdmins(Options.Create(new KafkaAdminOptions { Bootstrap = { ["KafkaCluster/streaming/orders"] = "127.0.0.1:1" } }), NullLogger<ConfluentKafkaAdmin>.Instance);

        Assert.Same(admins.For(Orders), admins.For(Orders));
    }
}
