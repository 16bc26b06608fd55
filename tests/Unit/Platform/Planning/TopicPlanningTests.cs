using System.Text.Json.Nodes;
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
        string Id(Action<JsonObject>? edit = null) => Assert.Single(new World().Wants(wanted).Has(World.Topic(), edit).Plan().Changes).Id;

        Assert.Equal(Id(), Id());
        Assert.NotEqual(Id(), Id(json => json["metadata"]!["generation"] = 2));
    }

    [Fact]
    public void Plan_keeps_a_topic_that_Git_still_wants_whatever_the_annotations_say()
    {
        var world = new World().Wants(World.Topic()).HasTopic("orders.v1", 6).Has(World.Topic(), json => json["metadata"]!["annotations"]!["gitopskafka.io/commit"] = "older");

        Assert.True(world.Plan().IsEmpty);
    }

    [Fact]
    public void Plan_tells_a_topic_that_was_deleted_in_Kafka_as_drift_and_makes_it_anew()
    {
        var change = Assert.Single(new World().Wants(World.Topic()).Has(World.Topic(), Settled).HasNoTopics().Plan().Changes);

        Assert.Equal((ChangeOperation.Restore, "kafka.topic"), (change.Operation, Assert.Single(change.Deltas).Path));
        Assert.IsType<Cause.FromDrift>(change.Cause);
        Assert.IsType<Effect.CreateTopic>(Assert.Single(change.Effects));
    }

    [Fact]
    public void Plan_tells_a_resource_that_was_deleted_by_hand_as_drift_and_stores_it_anew()
    {
        var change = Assert.Single(new World().Wants(World.Topic()).Has(World.Topic(), Settled).HasTopic("orders.v1", 6).Lacks(World.Topic().Manifest.Key.Type, "orders.v1", seenDeleted: "7a3f").Plan().Changes);

        Assert.Equal(ChangeOperation.Restore, change.Operation);
        Assert.IsType<Cause.FromDrift>(change.Cause);
        Assert.Equal("KafkaTopic/streaming/orders.v1: absent → \"made anew, uid 7a3f was deleted\"", Assert.Single(change.Deltas).ToString());
        Assert.False(Assert.IsType<Effect.ApplyObject>(Assert.Single(change.Effects)).Exists);
    }

    [Fact]
    public void Plan_creates_what_was_deleted_when_Git_wants_something_else_since()
    {
        var change = Assert.Single(new World().Wants(World.Topic(partitions: 9)).Has(World.Topic(), Settled).HasTopic("orders.v1", 9).Lacks(World.Topic().Manifest.Key.Type, "orders.v1", seenDeleted: "7a3f").Plan().Changes);

        Assert.Equal((ChangeOperation.Create, true), (change.Operation, change.Deltas.IsEmpty));
    }

    [Fact]
    public void Plan_only_reports_a_topic_that_was_deleted_in_Kafka_where_drift_is_not_restored() => Assert.Equal("DriftReportOnly",
        Assert.Single(new World().Wants(World.Topic()).Has(World.Topic(), Settled).HasNoTopics().Plan(PlanPolicy.Default with { RestoreDrift = false }).Changes).Blocked?.Code);

    [Fact]
    public void Plan_makes_a_topic_anew_without_calling_it_drift_when_its_cluster_was_away() => Assert.Equal(ChangeOperation.Update,
        Assert.Single(new World().Wants(World.Topic()).Has(World.Topic(), json => Away(json)).HasNoTopics().Plan().Changes).Operation);

    [Fact]
    public void Plan_settles_a_status_without_cluster_once_Kafka_answers_and_each_time_under_another_id()
    {
        string Id(string since) => Assert.Single(new World().Wants(World.Topic()).Has(World.Topic(), json => Away(json, since)).HasTopic("orders.v1", 6).Plan().Changes).Id;

        Assert.NotEqual(Id("2026-01-01T00:00:00Z"), Id("2026-01-01T00:01:00Z"));
        Assert.True(new World().Wants(World.Topic()).Has(World.Topic(), json => Away(json)).Plan().IsEmpty);
    }

    private static void Settled(JsonObject json) => json["status"]!["partitions"] = 6;

    private static void Away(JsonObject json, string since = "2026-01-01T00:00:00Z")
    {
        Settled(json);
        json["status"]!["conditions"] = JsonNode.Parse($$"""[{"type":"Reconciling","status":"True","reason":"ClusterNotFound","lastTransitionTime":"{{since}}"}]""");
    }
}
