using GitOpsKafka.Platform.Planning;

namespace GitOpsKafka.Tests.Unit.Platform.Planning;

public sealed class TopicPlanningTests
{
    [Fact]
    public void Plan_stores_a_new_topic_even_when_Kafka_is_unknown()
    {
        var change = Assert.Single(new World().Wants(World.Topic()).Plan().Changes);

        Assert.Equal("create KafkaTopic/streaming/orders.v1", Assert.Single(change.Effects).Describe());
    }

    [Fact]
    public void Plan_creates_a_topic_that_Kafka_lacks()
    {
        var change = Assert.Single(new World().Wants(World.Topic()).HasNoTopics().Plan().Changes);

        Assert.Equal("create topic orders.v1 with 6 partitions, replication factor 3", change.Effects[1].Describe());
    }

    [Fact]
    public void Plan_is_empty_when_stored_and_in_Kafka() =>
        Assert.True(new World().Wants(World.Topic()).Has(World.Topic()).HasTopic("orders.v1", 6).Plan().IsEmpty);

    [Fact]
    public void Plan_adds_partitions()
    {
        var change = Assert.Single(new World().Wants(World.Topic(partitions: 12)).Has(World.Topic()).HasTopic("orders.v1", 6).Plan().Changes);

        Assert.Contains(new Effect.AddPartitions("orders.v1", 6, 12), change.Effects);
    }

    [Fact]
    public void Plan_blocks_a_lower_partition_count()
    {
        var change = Assert.Single(new World().Wants(World.Topic(partitions: 3)).Has(World.Topic()).HasTopic("orders.v1", 6).Plan().Changes);

        Assert.Equal("PartitionsCannotDecrease", change.Blocked?.Code);
    }

    [Fact]
    public void Plan_sets_what_Git_gives_and_resets_what_it_does_not()
    {
        var topic = World.Topic(config: """{"retention.ms":60000}""");
        var change = Assert.Single(new World().Wants(topic).Has(topic).HasTopic("orders.v1", 6, ("cleanup.policy", "compact"), ("retention.ms", "1")).Plan().Changes);

        var alter = Assert.IsType<Effect.AlterTopicConfig>(Assert.Single(change.Effects));
        Assert.Equal([KeyValuePair.Create<string, string?>("cleanup.policy", null), KeyValuePair.Create<string, string?>("retention.ms", "60000")], alter.Changes);
        Assert.Equal(ChangeOperation.Restore, change.Operation);
    }

    [Fact]
    public void Plan_gives_the_same_change_id_until_somebody_writes()
    {
        var wanted = World.Topic(partitions: 12);
        string Id(Action<System.Text.Json.Nodes.JsonObject>? edit = null) => Assert.Single(new World().Wants(wanted).Has(World.Topic(), edit).Plan().Changes).Id;

        Assert.Equal(Id(), Id());
        Assert.NotEqual(Id(), Id(json => json["metadata"]!["generation"] = 2));
    }

    [Fact]
    public void Plan_keeps_a_topic_that_Git_still_wants_whatever_the_annotations_say()
    {
        var world = new World().Wants(World.Topic()).HasTopic("orders.v1", 6).Has(World.Topic(), json => json["metadata"]!["annotations"]!["gitopskafka.io/commit"] = "older");

        Assert.True(world.Plan().IsEmpty);
    }
}
