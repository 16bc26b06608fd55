using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rolling;

namespace GitOpsKafka.Tests.Unit.Platform.Planning;

public sealed class EnsemblePlanningTests
{
    private static readonly DesiredResource Cluster = World.InZooKeeper();

    [Fact]
    public void Plan_makes_the_ensemble_before_the_brokers()
    {
        var created = Assert.Single(new World().Wants(Cluster).Plan().Changes).Effects.Select(effect => effect.Describe()).ToList();

        Assert.Contains("create Service/streaming/orders-zookeeper-client", created);
        Assert.Equal(["create StatefulSet/streaming/orders-zookeeper", "create StatefulSet/streaming/orders-brokers"], created[^2..]);
    }

    [Fact]
    public void Plan_is_empty_when_everything_is_as_desired() => Assert.True(Settled(Cluster).Plan().IsEmpty);

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    public void Brokers_are_made_once_a_majority_of_the_servers_serves(int ready, bool isHeld)
    {
        var cluster = (KafkaCluster)Cluster.Value;
        var nodes = new ClusterNodes([], [new RoleNodes(false, 3, ready, ready, true, true, []), new RoleNodes(true, 3, 0, 0, false, false, [])]);
        var effects = Assert.Single(new World().Wants(Cluster).Plan().Changes).Effects;

        Assert.Equal(isHeld ? ["create StatefulSet/streaming/orders-brokers"] : [], effects.Where(effect => StartOrder.IsHeld(effect, cluster, nodes)).Select(effect => effect.Describe()));
        Assert.Equal(isHeld ? $"a majority of the ZooKeeper servers to be ready; {ready} of 3 are" : null, StartOrder.WaitsFor(cluster, nodes));
    }

    [Fact]
    public void Nodes_of_KRaft_start_all_at_once()
    {
        var cluster = World.Cluster();
        var nodes = ClusterNodes.Of((KafkaCluster)cluster.Value, new World().Observed);

        Assert.DoesNotContain(Assert.Single(new World().Wants(cluster).Plan().Changes).Effects, effect => StartOrder.IsHeld(effect, (KafkaCluster)cluster.Value, nodes));
    }

    [Fact]
    public void Plan_restarts_only_servers_for_a_setting_of_theirs()
    {
        var change = Assert.Single(Settled(Cluster).Wants(World.InZooKeeper(serverConfig: """{"tickTime":3000}""")).Plan().Changes);

        Assert.Equal(["orders-zookeeper-0", "orders-zookeeper-1", "orders-zookeeper-2"], Assert.IsType<Effect.RestartNodes>(change.Effects[^1]).Pods.AsEnumerable());
    }

    /// <summary>As between controllers: a server restarts while all others serve, and Kafka is not asked for it.</summary>
    [Fact]
    public void Server_restarts_only_while_all_others_are_ready()
    {
        var nodes = ClusterNodes.Of((KafkaCluster)Cluster.Value, Settled(Cluster).Observed);
        var state = new RollState(["orders-zookeeper-0"], nodes.Nodes, Topics: null, 1);

        Assert.Equal("orders-zookeeper-0", Assert.IsType<RollStep.Restart>(RollDecision.Next(state)).Pod.Name);
        Assert.Equal("orders-zookeeper-2 must be ready first", Assert.IsType<RollStep.Wait>(RollDecision.Next(state with { Nodes = [.. nodes.Nodes.Select(Unready)] })).For);
    }

    [Fact]
    public void Plan_blocks_another_number_of_servers()
    {
        var change = Assert.Single(Settled(Cluster).Wants(World.InZooKeeper(servers: 5)).Plan().Changes);

        Assert.Equal(("VoterChange", "the ensemble has 3 ZooKeeper servers, 5 are wanted; servers of a running ensemble cannot be added or removed yet"), (change.Blocked?.Code, change.Blocked?.Explanation));
        Assert.Contains(new Effect.ScaleNodes("ZooKeeper servers", 3, 5), change.Effects);
    }

    [Fact]
    public void Plan_restores_servers_that_were_scaled_away_by_hand()
    {
        var world = new World().Wants(Cluster).Has(Cluster).HasNodesOf(Cluster, (key, json) =>
        {
            if (key.Name == "orders-zookeeper" && key.Type == ResourceType.StatefulSets)
                json["spec"]!["replicas"] = 2;
        });

        Assert.Null(Assert.Single(world.Plan().Changes).Blocked);
    }

    [Fact]
    public void Plan_blocks_a_move_of_the_metadata()
    {
        var toKRaft = Assert.Single(Settled(Cluster).Wants(World.Cluster(version: "3.9.2")).Plan().Changes);
        var toZooKeeper = Assert.Single(Settled(World.Cluster(version: "3.9.2")).Wants(Cluster).Plan().Changes);

        Assert.Equal(("ModeChange", "ModeChange"), (toKRaft.Blocked?.Code, toZooKeeper.Blocked?.Code));
        Assert.StartsWith("the cluster has its metadata in ZooKeeper, KRaft is wanted;", toKRaft.Blocked?.Explanation);
    }

    [Theory]
    [InlineData("made-by-kafka", true)]
    [InlineData("another", false)]
    [InlineData(null, false)]
    public void Settings_are_told_only_to_the_Kafka_that_the_status_names(string? stored, bool isTold)
    {
        var cluster = World.InZooKeeper(config: """{"num.io.threads":12}""");
        var world = new World().Wants(cluster).HasNodesOf(cluster).Has(cluster, json =>
        {
            if (stored is not null)
                json["status"]!["clusterId"] = stored;
        }).HasSetting("num.io.threads", new BrokerSetting(null, null, "8")).Is("made-by-kafka");

        Assert.Equal(isTold, world.Plan().Changes.SelectMany(change => change.Effects).OfType<Effect.Reconfigure>().Any());
    }

    private static World Settled(DesiredResource cluster) => new World().Wants(cluster).Has(cluster).HasNodesOf(cluster);

    private static RollNode Unready(RollNode node) => node.Pod.Name == "orders-zookeeper-2" ? node with { Pod = node.Pod with { IsReady = false } } : node;
}
