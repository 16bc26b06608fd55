using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;

namespace GitOpsKafka.Tests.Unit.Platform.Planning;

public sealed class ClusterPlanningTests
{
    [Fact]
    public void Plan_creates_a_cluster_and_all_that_it_needs()
    {
        var change = Assert.Single(new World().Wants(World.Cluster()).Plan().Changes);

        Assert.Equal(ChangeOperation.Create, change.Operation);
        Assert.IsType<Cause.FromCommit>(change.Cause);
        Assert.Equal(
            [
                "create KafkaCluster/streaming/orders",
                "create ServiceAccount/streaming/orders",
                "create ConfigMap/streaming/orders-controllers-config",
                "create ConfigMap/streaming/orders-brokers-config",
                "create Service/streaming/orders-bootstrap",
                "create Service/streaming/orders-controllers",
                "create Service/streaming/orders-brokers",
                "create NetworkPolicy/streaming/orders-controllers",
                "create NetworkPolicy/streaming/orders-brokers",
                "create PodDisruptionBudget/streaming/orders-controllers",
                "create PodDisruptionBudget/streaming/orders-brokers",
                "create StatefulSet/streaming/orders-controllers",
                "create StatefulSet/streaming/orders-brokers",
            ],
            change.Effects.Select(effect => effect.Describe()));
    }

    [Fact]
    public void Plan_is_empty_when_everything_is_as_desired() =>
        Assert.True(new World().Wants(World.Cluster()).Has(World.Cluster()).HasNodesOf(World.Cluster()).Plan().IsEmpty);

    [Fact]
    public void Plan_is_byte_identical_for_equal_input()
    {
        string Print() => string.Join('\n', new World().Wants(World.Cluster(), World.Topic()).Plan().Changes.Select(change => $"{change.Id} {change.Key} {string.Join("; ", change.Effects.Select(effect => effect.Describe()))}"));

        Assert.Equal(Print(), Print());
    }

    [Fact]
    public void Plan_restarts_no_pod_before_its_statefulset_names_a_revision()
    {
        var cluster = World.Cluster();
        var world = new World().Wants(cluster).Has(cluster).HasNodesOf(cluster, (key, json) =>
        {
            if (key.Type == ResourceType.StatefulSets)
                json.Remove("status");
        });

        Assert.True(world.Plan().IsEmpty);
    }

    [Fact]
    public void Plan_scales_out_without_a_restart()
    {
        var change = Assert.Single(new World().Wants(World.Cluster(brokers: 5)).Has(World.Cluster()).HasNodesOf(World.Cluster()).Plan().Changes);

        Assert.Equal(ChangeOperation.Update, change.Operation);
        Assert.Contains(new Effect.ScaleNodes("brokers", 3, 5), change.Effects);
        Assert.DoesNotContain(change.Effects, effect => effect is Effect.RestartNodes);
        Assert.Equal("spec.brokers.replicas: 3 → 5", Assert.Single(change.Deltas).ToString());
    }

    [Fact]
    public void Plan_blocks_scale_in_while_it_is_unknown_what_the_brokers_host()
    {
        var change = Assert.Single(new World().Wants(World.Cluster()).Has(World.Cluster(brokers: 5)).HasNodesOf(World.Cluster(brokers: 5)).Plan().Changes);

        Assert.Equal("PlacementUnknown", change.Blocked?.Code);
    }

    [Fact]
    public void Plan_scales_in_brokers_that_are_known_to_be_empty()
    {
        var change = Assert.Single(new World().Wants(World.Cluster()).Has(World.Cluster(brokers: 5)).HasNodesOf(World.Cluster(brokers: 5)).HasTopic("orders.v1", 6).Plan().Changes);

        Assert.Null(change.Blocked);
        Assert.Contains(new Effect.ScaleNodes("brokers", 5, 3), change.Effects);
    }

    [Fact]
    public void Plan_blocks_scale_in_of_brokers_that_host_partitions()
    {
        var change = Assert.Single(new World().Wants(World.Cluster(brokers: 2)).Has(World.Cluster()).HasNodesOf(World.Cluster()).HasTopic("orders.v1", 6).Plan().Changes);

        Assert.Equal("BrokersNotEmpty", change.Blocked?.Code);
    }

    [Fact]
    public void Plan_upgrades_by_restarting_controllers_before_brokers()
    {
        var change = Assert.Single(new World().Wants(World.Cluster(version: "4.3.1")).Has(World.Cluster()).HasNodesOf(World.Cluster()).Plan().Changes);

        Assert.Contains(new Effect.UpgradeVersion("4.2.1", "4.3.1"), change.Effects);
        var restart = Assert.IsType<Effect.RestartNodes>(change.Effects[^1]);
        Assert.Equal(["orders-controllers-0", "orders-controllers-1", "orders-controllers-2", "orders-brokers-0", "orders-brokers-1", "orders-brokers-2"], restart.Pods.AsEnumerable());
        Assert.Contains("version 4.2.1 → 4.3.1", restart.Because);
    }

    [Fact]
    public void Plan_names_a_setting_as_the_reason_for_a_restart()
    {
        var change = Assert.Single(new World().Wants(World.Cluster(config: """{"log.retention.hours":72}""")).Has(World.Cluster()).HasNodesOf(World.Cluster()).Plan().Changes);

        Assert.Contains("spec.config", Assert.IsType<Effect.RestartNodes>(change.Effects[^1]).Because);
        Assert.Contains(change.Deltas, delta => delta.Path == "spec.config[log.retention.hours]");
    }

    [Fact]
    public void Plan_restores_what_others_did_to_the_nodes()
    {
        var world = new World().Wants(World.Cluster()).Has(World.Cluster()).HasNodesOf(World.Cluster(), (key, json) =>
        {
            if (key.Name != "orders-brokers" || key.Type.Kind != "StatefulSet")
                return;
            json["spec"]!["replicas"] = 2;
            json["metadata"]!["managedFields"] = System.Text.Json.Nodes.JsonNode.Parse("""[{"manager":"kubectl-edit","operation":"Update","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"f:replicas":{}}}}]""");
        });

        var change = Assert.Single(world.Plan().Changes);

        Assert.Equal(ChangeOperation.Restore, change.Operation);
        Assert.Equal(["kubectl-edit"], Assert.IsType<Cause.FromDrift>(change.Cause).Managers.AsEnumerable());
        Assert.Equal("StatefulSet/streaming/orders-brokers: spec.replicas: 2 → 3", Assert.Single(change.Deltas).ToString());
    }

    [Fact]
    public void Plan_leaves_work_under_way_alone()
    {
        var world = new World().Wants(World.Cluster()).Has(World.Cluster(), json => json["metadata"]!["generation"] = 2);

        Assert.True(world.Plan().IsEmpty);
        Assert.True(Assert.Single(Planner.Plan(world.Revision, world.Observed, PlanPolicy.Default, withUnderWay: true).Changes).IsUnderWay);
    }

    [Fact]
    public void Plan_restores_what_was_seen_to_be_deleted()
    {
        var change = Assert.Single(Settled().Lacks(ResourceType.Services, "orders-bootstrap", seenDeleted: "7a3f").Plan().Changes);

        Assert.Equal(ChangeOperation.Restore, change.Operation);
        Assert.Equal(["create Service/streaming/orders-bootstrap"], change.Effects.Select(effect => effect.Describe()));
        Assert.Equal("Service/streaming/orders-bootstrap: absent → \"made anew, uid 7a3f was deleted\"", Assert.Single(change.Deltas).ToString());
    }

    [Fact]
    public void Plan_makes_what_was_never_seen_without_calling_it_drift() =>
        Assert.Equal(ChangeOperation.Update, Assert.Single(Settled().Lacks(ResourceType.Services, "orders-bootstrap").Plan().Changes).Operation);

    [Fact]
    public void Same_harm_done_again_is_another_change()
    {
        string Id(string uid) => Assert.Single(Settled().Lacks(ResourceType.Services, "orders-bootstrap", uid).Plan().Changes).Id;
        string IdOfEdit(int generation) => Assert.Single(new World().Wants(World.Cluster()).Has(World.Cluster()).HasNodesOf(World.Cluster(), (key, json) =>
        {
            if (key.Name != "orders-brokers" || key.Type != ResourceType.PodDisruptionBudgets)
                return;
            json["metadata"]!["generation"] = generation;
            json["spec"]!["maxUnavailable"] = 3;
        }).Plan().Changes).Id;

        Assert.NotEqual(Id("7a3f"), Id("7a40"));
        Assert.Equal(Id("7a3f"), Id("7a3f"));
        Assert.NotEqual(IdOfEdit(2), IdOfEdit(4));
        Assert.Equal(IdOfEdit(2), IdOfEdit(2));
    }

    [Fact]
    public void Plan_restores_voters_that_were_scaled_away_by_hand()
    {
        var world = new World().Wants(World.Cluster()).Has(World.Cluster()).HasNodesOf(World.Cluster(), (key, json) =>
        {
            if (key.Name == "orders-controllers" && key.Type.Kind == "StatefulSet")
                json["spec"]!["replicas"] = 2;
        });

        Assert.Null(Assert.Single(world.Plan().Changes).Blocked);
    }

    [Fact]
    public void Plan_restarts_nothing_while_the_controller_has_not_seen_the_template()
    {
        var world = new World().Wants(World.Cluster()).Has(World.Cluster()).HasNodesOf(World.Cluster(), (key, json) =>
        {
            if (key.Type.Kind != "StatefulSet")
                return;
            json["metadata"]!["generation"] = 2;
            json["status"]!["updateRevision"] = "the one before";
        });

        Assert.True(world.Plan().IsEmpty);
    }

    private static World Settled() => new World().Wants(World.Cluster()).Has(World.Cluster()).HasNodesOf(World.Cluster());
}
