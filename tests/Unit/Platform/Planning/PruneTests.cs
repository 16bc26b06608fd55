using GitOpsKafka.Platform.Planning;

namespace GitOpsKafka.Tests.Unit.Platform.Planning;

public sealed class PruneTests
{
    private static World Platform => new World().Wants(World.Cluster()).Has(World.Cluster()).HasNodesOf(World.Cluster());

    [Fact]
    public void Plan_deletes_a_topic_that_left_Git()
    {
        var change = Assert.Single(Platform.Has(World.Topic()).HasTopic("orders.v1", 6).Plan().Changes);

        Assert.Equal(ChangeOperation.Delete, change.Operation);
        Assert.Equal(["delete topic orders.v1 and its records", "delete KafkaTopic/streaming/orders.v1"], change.Effects.Select(effect => effect.Describe()));
        Assert.Equal(RiskClass.DataLoss, change.Risk);
        Assert.Null(change.Blocked);
    }

    [Fact]
    public void Plan_never_deletes_what_another_source_applied() =>
        Assert.True(Platform.Has(World.Topic(), json => json["metadata"]!["labels"]!["gitopskafka.io/source"] = "other").Plan().IsEmpty);

    [Fact]
    public void Plan_never_deletes_what_nobody_applied_from_Git() =>
        Assert.True(Platform.Has(World.Topic(), json => json["metadata"]!.AsObject().Remove("labels")).Plan().IsEmpty);

    [Fact]
    public void Plan_blocks_the_delete_of_a_protected_topic() =>
        Assert.Equal("DeletionProtected", Assert.Single(Platform.Has(World.Topic(isProtected: true)).Plan().Changes).Blocked?.Code);

    [Fact]
    public void Plan_of_an_empty_revision_deletes_nothing()
    {
        var changes = new World().Has(World.Cluster()).HasNodesOf(World.Cluster()).Has(World.Topic()).Plan().Changes;

        Assert.Equal(2, changes.Length);
        Assert.All(changes, change => Assert.Equal("EmptyRevision", change.Blocked?.Code));
    }

    [Fact]
    public void Plan_blocks_all_deletes_when_there_are_too_many()
    {
        var world = Platform;
        for (var i = 0; i < 11; i++)
            world.Has(World.Topic($"orders.v{i}"));

        Assert.All(world.Plan().Changes, change => Assert.Equal("TooManyDeletes", change.Blocked?.Code));
    }

    [Fact]
    public void Plan_blocks_the_delete_of_a_cluster_with_topics_that_stay()
    {
        var changes = new World().Wants(World.Topic()).Has(World.Cluster()).Has(World.Topic()).Plan().Changes;

        Assert.Equal("InUse", Assert.Single(changes).Blocked?.Code);
    }

    [Fact]
    public void Plan_deletes_topics_before_their_cluster()
    {
        var keeps = World.Desired("""{"apiVersion":"gitopskafka.io/v1alpha1","kind":"KafkaCluster","metadata":{"name":"payments","namespace":"streaming"},"spec":{"version":"4.2.1","brokers":{"replicas":1}}}""");
        var changes = new World().Wants(keeps).Has(keeps).HasNodesOf(keeps).Has(World.Cluster()).Has(World.Topic()).Plan().Changes;

        Assert.Equal([World.OrdersTopic, World.OrdersCluster], changes.Select(change => change.Key));
        Assert.All(changes, change => Assert.Null(change.Blocked));
    }

    [Fact]
    public void Plan_of_a_paused_policy_blocks_everything() =>
        Assert.All(new World().Wants(World.Cluster()).Plan(new PlanPolicy { IsPaused = true }).Changes, change => Assert.Equal("Paused", change.Blocked?.Code));

    [Fact]
    public void Plan_without_prune_deletes_nothing() => Assert.True(Platform.Has(World.Topic()).Plan(new PlanPolicy { Prune = false }).IsEmpty);
}
