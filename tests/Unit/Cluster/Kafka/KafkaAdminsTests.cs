using GitOpsKafka.Cluster.Kafka;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Simulation.Kubernetes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Tests.Unit.Cluster.Kafka;

public sealed class KafkaAdminsTests
{
    private static readonly ResourceKey Orders = ResourceKey.Parse("KafkaCluster/streaming/orders");

    [Fact]
    public void Admin_of_a_cluster_is_made_once()
    {
        using var admins = new KafkaAdmins(
            new SimulatedKubernetes(TimeProvider.System, new Random(1)), Options.Create(new KafkaAdminOptions()), TimeProvider.System, NullLogger<KafkaAdmin>.Instance);

        Assert.Same(admins.For(Orders), admins.For(Orders));
    }
}
