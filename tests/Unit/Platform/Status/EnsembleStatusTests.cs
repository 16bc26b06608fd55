using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Status;
using GitOpsKafka.Tests.Unit.Platform.Planning;

namespace GitOpsKafka.Tests.Unit.Platform.Status;

public sealed class EnsembleStatusTests
{
    private static readonly DesiredResource Cluster = World.InZooKeeper();

    [Fact]
    public void Servers_are_counted_and_listed_apart_from_controllers()
    {
        var status = Status(Made(stored: null), told: null);

        Assert.Equal((3, 0, 3), (status.ReadyZookeeper, status.ReadyControllers, status.ReadyBrokers));
        Assert.Equal(["zookeeper 1", "zookeeper 2", "zookeeper 3", "broker 0", "broker 1", "broker 2"], status.Nodes.Select(node => $"{node.Role} {node.Id}"));
        Assert.Equal("True", status.Conditions[0].Status);
    }

    [Fact]
    public void Cluster_of_KRaft_has_no_servers_to_count()
    {
        var observed = new World().Has(World.Cluster()).HasNodesOf(World.Cluster()).Observed;

        Assert.Null(ClusterStatus.Of(observed.Find(Cluster.Manifest.Key)!, observed, null, DateTimeOffset.UnixEpoch).ReadyZookeeper);
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(null, "told", "told")]
    [InlineData("stored", null, "stored")]
    [InlineData("stored", "told", "told")]
    public void Cluster_id_is_what_Kafka_told(string? stored, string? told, string? expected) => Assert.Equal(expected, Status(Made(stored), told).ClusterId);

    [Fact]
    public void Kafka_is_asked_for_its_id_until_the_status_has_it()
    {
        Assert.True(Lacks(Made(stored: null)));
        Assert.False(Lacks(Made(stored: "stored")));
        Assert.False(Lacks(new World().Has(Cluster)));
        Assert.False(Lacks(new World().Has(World.Cluster()).HasNodesOf(World.Cluster())));
    }

    private static World Made(string? stored) => new World().HasNodesOf(Cluster).Has(Cluster, json =>
    {
        if (stored is not null)
            json["status"] = new JsonObject { ["observedGeneration"] = 1, ["clusterId"] = stored };
    });

    private static bool Lacks(World world) => ClusterStatus.LacksId(world.Observed.Find(Cluster.Manifest.Key)!, world.Observed);

    private static KafkaClusterStatus Status(World world, string? told) => ClusterStatus.Of(world.Observed.Find(Cluster.Manifest.Key)!, world.Observed, null, DateTimeOffset.UnixEpoch, told);
}
