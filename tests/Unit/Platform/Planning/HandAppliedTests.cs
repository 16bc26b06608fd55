using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Status;

namespace GitOpsKafka.Tests.Unit.Platform.Planning;

/// <summary>Resources that no repository holds.</summary>
public sealed class HandAppliedTests
{
    [Fact]
    public void Plan_takes_on_a_cluster_and_makes_what_it_needs_without_writing_its_spec()
    {
        var change = Assert.Single(new World().HasStored(World.Cluster()).Plan().Changes);

        Assert.Equal(ChangeOperation.Create, change.Operation);
        Assert.Equal(["kubectl-client-side-apply"], Assert.IsType<Cause.FromKubectl>(change.Cause).Managers.AsEnumerable());
        var mark = Assert.IsType<Effect.ApplyObject>(change.Effects[0]);
        Assert.Equal(Marks.HandManager, mark.FieldManager);
        Assert.Null(mark.Desired.At("spec"));
        Assert.Equal(("uid-of-KafkaCluster/streaming/orders", true), (mark.Desired.Uid, mark.Desired.HasFinalizer(Marks.TeardownFinalizer)));
        Assert.Equal(12, change.Effects.OfType<Effect.ApplyObject>().Count(effect => effect is { Exists: false, FieldManager: Marks.FieldManager }));
    }

    [Fact]
    public void Plan_is_empty_once_it_was_taken_on_and_all_is_made() =>
        Assert.True(new World().HasStored(World.Cluster()).IsTakenOn(World.OrdersCluster).HasNodesOf(World.Cluster()).Plan().IsEmpty);

    [Fact]
    public void Plan_tells_what_a_hand_changed_since()
    {
        var world = new World().HasStored(World.Cluster(3, config: """{"log.retention.ms":"1","num.io.threads":"8"}""")).IsTakenOn(World.OrdersCluster).HasNodesOf(World.Cluster(3, config: """{"log.retention.ms":"1","num.io.threads":"8"}"""));

        var change = Assert.Single(world.Respec(World.Cluster(4, config: """{"log.retention.ms":"2"}""")).Plan().Changes);

        Assert.Equal(ChangeOperation.Update, change.Operation);
        Assert.Equal(
            ["spec.brokers.replicas: 3 → 4", "spec.config[log.retention.ms]: \"1\" → \"2\"", "spec.config[num.io.threads]: \"8\" → absent"],
            change.Deltas.Select(delta => delta.ToString()));
        Assert.Contains("3 → 4", string.Join('\n', PlanPrinter.Print(change)), StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_restores_what_others_do_to_what_is_made_from_it()
    {
        var world = new World().HasStored(World.Cluster()).IsTakenOn(World.OrdersCluster).HasNodesOf(World.Cluster())
            .Edit(key => key.Name == "orders-brokers" && key.Type == ResourceType.StatefulSets, json => json["spec"]!["replicas"] = 2);

        var change = Assert.Single(world.Plan().Changes);

        Assert.Equal(ChangeOperation.Restore, change.Operation);
        Assert.IsType<Cause.FromDrift>(change.Cause);
        Assert.True(change.Desired!.IsHandApplied);
    }

    [Fact]
    public void Plan_has_the_same_id_whatever_commit_is_in_force()
    {
        var world = new World().HasStored(World.Cluster());

        Assert.Equal(
            Assert.Single(world.Plan().Changes).Id,
            Assert.Single(Planner.Plan(world.Revision with { Commit = World.Commit with { Sha = new string('b', 40), Sequence = 9 } }, world.Observed, PlanPolicy.Default).Changes).Id);
    }

    [Fact]
    public void Plan_is_of_the_repository_where_that_holds_the_resource()
    {
        var change = Assert.Single(new World().Wants(World.Cluster()).HasStored(World.Cluster()).Plan().Changes);

        Assert.IsType<Cause.FromCommit>(change.Cause);
        Assert.Equal(Marks.FieldManager, Assert.IsType<Effect.ApplyObject>(change.Effects[0]).FieldManager);
    }

    [Fact]
    public void Plan_never_deletes_it() => Assert.DoesNotContain(
        new World().Wants(World.Topic("other")).HasStored(World.Topic()).Plan().Changes, change => change.Operation == ChangeOperation.Delete);

    [Fact]
    public void Plan_leaves_alone_a_topic_on_its_way_out_and_what_another_reconciler_looks_after()
    {
        var going = new World().HasStored(World.Topic(), json => json["metadata"]!["deletionTimestamp"] = "2026-01-01T00:00:00Z").HasTopic("orders.v1", 6);

        Assert.True(going.Plan().IsEmpty);
        Assert.True(new World().HasStored(World.Cluster()).Plan(PlanPolicy.Default with { HandApplied = false }).IsEmpty);
    }

    [Fact]
    public void Plan_tells_of_a_cluster_on_its_way_out()
    {
        var change = Assert.Single(new World().HasStored(World.Cluster(), json => json["metadata"]!["deletionTimestamp"] = "2026-01-01T00:00:00Z").Plan().Changes);

        Assert.Equal(ChangeOperation.Delete, change.Operation);
        Assert.IsType<Cause.FromKubectl>(change.Cause);
        Assert.IsType<Effect.DeleteObject>(Assert.Single(change.Effects));
    }

    [Fact]
    public void Plan_blocks_what_the_rules_do_not_allow()
    {
        var change = Assert.Single(new World().HasStored(World.Topic(partitions: 0)).Plan().Changes);

        Assert.Equal("RulesBroken", change.Blocked?.Code);
        Assert.Contains("spec.partitions", change.Blocked!.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_blocks_what_cannot_be_read()
    {
        var change = Assert.Single(new World().HasStored(World.Topic(), json => json["spec"]!["partitions"] = "many").Plan().Changes);

        Assert.Equal("Unreadable", change.Blocked?.Code);
    }

    [Fact]
    public void Change_that_would_lose_data_is_blocked_and_the_status_says_so()
    {
        var world = new World().HasStored(World.Cluster()).IsTakenOn(World.OrdersCluster).HasNodesOf(World.Cluster()).Respec(World.InZooKeeper());

        Assert.Equal("ModeChange", Assert.Single(world.Plan().Changes).Blocked?.Code);
        Assert.Equal("ModeChange", HandAppliedWork.Of(world.Stored(World.OrdersCluster), world.Observed)?.Failure?.Code);
    }

    [Fact]
    public void Status_waits_until_a_cluster_is_taken_on()
    {
        var world = new World().HasStored(World.Cluster());

        Assert.Equal(new Work("waiting for the reconciler to take it on"), HandAppliedWork.Of(world.Stored(World.OrdersCluster), world.Observed));
        Assert.Null(HandAppliedWork.Of(world.IsTakenOn(World.OrdersCluster).Stored(World.OrdersCluster), world.Observed));
        Assert.Null(HandAppliedWork.Of(new World().Has(World.Cluster()).Stored(World.OrdersCluster), world.Observed));
    }

    [Fact]
    public void Change_is_overtaken_by_the_next_by_a_deletion_and_by_a_repository()
    {
        var world = new World().HasStored(World.Cluster());
        var desired = HandApplied.Desired(world.Stored(World.OrdersCluster))!;

        Assert.False(HandApplied.IsOvertaken(desired, world.Observed));
        Assert.True(HandApplied.IsOvertaken(desired, new World().HasStored(World.Cluster(5)).Observed));
        Assert.True(HandApplied.IsOvertaken(desired, new World().HasStored(World.Cluster(), json => json["metadata"]!["deletionTimestamp"] = "2026-01-01T00:00:00Z").Observed));
        Assert.True(HandApplied.IsOvertaken(desired, new World().Observed));
        Assert.True(HandApplied.IsOvertaken(desired, new World().Has(World.Cluster()).Observed));
        Assert.False(HandApplied.IsOvertaken(World.Cluster(5), new World().HasStored(World.Cluster()).Observed));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("""{"brokers":7}""")]
    public void Mark_that_a_hand_wrote_over_tells_nothing(string spec) => Assert.Empty(
        Assert.Single(new World().HasStored(World.Cluster()).Annotate(World.Cluster().Manifest.Key.Type, "orders", Marks.AppliedSpec, spec).Plan().Changes).Deltas);
}
