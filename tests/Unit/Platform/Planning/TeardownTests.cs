using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Status;

namespace GitOpsKafka.Tests.Unit.Platform.Planning;

public sealed class TeardownTests
{
    private static readonly DesiredResource Cluster = World.Desired("""
        {"apiVersion":"gitopskafka.io/v1alpha1","kind":"KafkaCluster","metadata":{"name":"orders","namespace":"streaming"},
         "spec":{"version":"4.2.1",
          "controllers":{"replicas":3,"storage":{"volumes":[{"id":0,"size":"1Gi"}]} },
          "brokers":{"replicas":3,"storage":{"volumes":[{"id":0,"size":"1Gi"},{"id":1,"size":"1Gi"}],"reclaimPolicy":"Delete"} } } }
        """);

    private readonly World _world = new World().Has(Cluster, json => json["metadata"]!["deletionTimestamp"] = "2026-01-01T09:00:00Z").HasNodesOf(Cluster);

    [Fact]
    public void Brokers_end_first()
    {
        AssertStep(TeardownStage.Brokers, ["StatefulSet/streaming/orders-brokers"], "brokers: 0 of 3 gone; waiting for Pod orders-brokers-0, Pod orders-brokers-1, Pod orders-brokers-2");
        Gone("StatefulSet", "orders-brokers");
        AssertStep(TeardownStage.Brokers, ["Pod/streaming/orders-brokers-0", "Pod/streaming/orders-brokers-1", "Pod/streaming/orders-brokers-2"], "brokers: 0 of 3 gone; waiting for Pod orders-brokers-0, Pod orders-brokers-1, Pod orders-brokers-2");
        Going("Pod", "orders-brokers-");
        Gone("Pod", "orders-brokers-0");
        AssertStep(TeardownStage.Brokers, [], "brokers: 1 of 3 gone; waiting for Pod orders-brokers-1, Pod orders-brokers-2");
    }

    [Fact]
    public void Controllers_end_once_no_broker_is_left()
    {
        Gone("StatefulSet", "orders-brokers").Gone("Pod", "orders-brokers-");
        AssertStep(TeardownStage.Controllers, ["StatefulSet/streaming/orders-controllers"], "controllers: 0 of 3 gone; waiting for Pod orders-controllers-0, Pod orders-controllers-1, Pod orders-controllers-2");
    }

    [Fact]
    public void Claims_go_by_policy_once_no_node_is_left()
    {
        Gone("StatefulSet", "orders-").Gone("Pod", "orders-");
        var step = Step();

        Assert.Equal((TeardownStage.Claims, 0, 6), (step.Stage, step.Gone, step.Total));
        Assert.All(step.Doomed, claim => Assert.Contains("orders-brokers", claim.Key.Name));
        Assert.EndsWith("PersistentVolumeClaim data-1-orders-brokers-1 and 1 more", step.Description);
        Going("PersistentVolumeClaim", "data-0-orders-brokers-0").Gone("PersistentVolumeClaim", "data-1").Gone("PersistentVolumeClaim", "data-0-orders-brokers-1").Gone("PersistentVolumeClaim", "data-0-orders-brokers-2");
        AssertStep(TeardownStage.Claims, [], "claims: 5 of 6 gone; waiting for PersistentVolumeClaim data-0-orders-brokers-0");
    }

    [Fact]
    public void Cluster_may_go_while_retained_claims_stay()
    {
        Gone("StatefulSet", "orders-").Gone("Pod", "orders-").Gone("PersistentVolumeClaim", "data-0-orders-brokers-").Gone("PersistentVolumeClaim", "data-1-orders-brokers-");

        AssertStep(TeardownStage.Done, [], "nothing is left but what is to stay");
        Assert.Equal(3, _world.Observed.OfType(ResourceType.PersistentVolumeClaims).Count);
    }

    [Fact]
    public void Protected_cluster_is_held_and_says_how_it_is_released()
    {
        _world.Edit(key => key.Type.Kind == "KafkaCluster", json => json["spec"]!["deletionProtection"] = true);
        var step = Step();

        Assert.Equal(TeardownStage.Held, step.Stage);
        Assert.Empty(step.Doomed);
        Assert.Contains("kubectl patch", step.Description);
        Assert.Equal([("Ready", "False", "DeletionProtected"), ("Stalled", "True", "DeletionProtected")], Conditions(step));
    }

    [Fact]
    public void Status_says_how_far_it_is() => Assert.Equal([("Ready", "False", "Deleting"), ("Reconciling", "True", "Deleting")], Conditions(Step()));

    [Fact]
    public void What_is_left_without_an_owner_stays_with_its_claims()
    {
        _world.Edit(key => key.Type.Kind == "KafkaCluster", json => json["metadata"]!["finalizers"]!.AsArray().Add("orphan"));
        AssertStep(TeardownStage.Leaving, [], "waiting until what was made from the cluster is left without an owner, as was asked");

        _world.Edit(key => key.Type.Kind == "KafkaCluster", json => json["metadata"]!["finalizers"]!.AsArray().RemoveAt(1));
        _world.Edit(key => key.Type == ResourceType.StatefulSets, json => json["metadata"]!.AsObject().Remove("ownerReferences"));
        AssertStep(TeardownStage.Done, [], "nothing is left but what is to stay");
    }

    [Fact]
    public void Objects_of_another_cluster_are_not_touched()
    {
        _world.Edit(key => key.Type.Kind is "StatefulSet" or "Pod" or "PersistentVolumeClaim", json => json["metadata"]!["labels"]!["gitopskafka.io/cluster"] = "returns");

        AssertStep(TeardownStage.Done, [], "nothing is left but what is to stay");
    }

    [Fact]
    public void Servers_of_ZooKeeper_end_after_brokers()
    {
        var world = new World().Has(World.InZooKeeper()).HasNodesOf(World.InZooKeeper()).HasNot(key => key.Name.StartsWith("orders-brokers", StringComparison.Ordinal));

        Assert.Equal("ZooKeeper servers: 0 of 3 gone; waiting for Pod orders-zookeeper-0, Pod orders-zookeeper-1, Pod orders-zookeeper-2", Step(world).Description);
    }

    [Fact]
    public void Cluster_that_Git_still_has_is_told_as_drift_and_waited_for()
    {
        var change = Assert.Single(_world.Wants(Cluster).Plan().Changes);

        Assert.Equal((ChangeOperation.Restore, "BeingDeleted"), (change.Operation, change.Blocked?.Code));
        Assert.IsType<Cause.FromDrift>(change.Cause);
        Assert.Equal("metadata.deletionTimestamp", Assert.Single(change.Deltas).Path);
    }

    [Fact]
    public void Topics_wait_until_their_cluster_is_made_anew() =>
        Assert.Equal(["KafkaCluster"], _world.Wants(Cluster, World.Topic()).Has(World.Topic()).HasNoTopics().Plan().Changes.Select(change => change.Key.Kind));

    [Fact]
    public void Resource_that_is_deleted_again_is_another_change()
    {
        var (never, once, twice) = (new World().PlanOf(World.Topic()), Deleted("one"), Deleted("two"));

        Assert.Equal(3, new HashSet<string>([never.Id, once.Id, twice.Id]).Count);
    }

    [Fact]
    public void Cluster_without_the_finalizer_gets_it_by_a_change_that_is_no_drift()
    {
        var live = new World().Wants(World.Cluster()).Has(World.Cluster(), json =>
        {
            json["metadata"]!.AsObject().Remove("finalizers");
            json["metadata"]!["annotations"]![Marks.DesiredHash] = "of a version that knew no finalizer";
        }).HasNodesOf(World.Cluster());

        var change = Assert.Single(live.Plan().Changes);

        Assert.Equal(ChangeOperation.Update, change.Operation);
        Assert.Contains("gitopskafka.io/teardown", Assert.Single(change.Deltas).ToString());
    }

    private static Change Deleted(string uid) => new World().Has(World.Topic()).Lacks(World.Topic().Manifest.Key.Type, "orders.v1", uid).PlanOf(World.Topic());

    private static Teardown Step(World world) => Teardown.Of(world.Observed.Find(Cluster.Manifest.Key)!, world.Observed);

    private Teardown Step() => Step(_world);

    private void AssertStep(TeardownStage stage, string[] doomed, string description)
    {
        var step = Step();
        Assert.Equal(stage, step.Stage);
        Assert.Equal(doomed, step.Doomed.Select(found => $"{found.Key}"));
        Assert.Equal(description, step.Description);
    }

    private (string Type, string Status, string Reason)[] Conditions(Teardown step) =>
        [.. ClusterStatus.OfTeardown(_world.Observed.Find(Cluster.Manifest.Key)!, _world.Observed, step, DateTimeOffset.UnixEpoch).Conditions.Select(condition => (condition.Type, condition.Status, condition.Reason))];

    private TeardownTests Gone(string kind, string name)
    {
        _world.HasNot(key => key.Type.Kind == kind && key.Name.StartsWith(name, StringComparison.Ordinal));
        return this;
    }

    private TeardownTests Going(string kind, string name)
    {
        _world.Edit(key => key.Type.Kind == kind && key.Name.StartsWith(name, StringComparison.Ordinal), json => json["metadata"]!["deletionTimestamp"] = "2026-01-01T09:00:01Z");
        return this;
    }
}
