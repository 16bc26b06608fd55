using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Status;
using GitOpsKafka.Tests.Unit.Platform.Planning;

namespace GitOpsKafka.Tests.Unit.Platform.Status;

public sealed class ClusterStatusTests
{
    private static readonly DesiredResource Before = World.Cluster();

    private static readonly DesiredResource After = World.Cluster(config: """{"log.retention.hours":72}""");

    [Fact]
    public void Stored_cluster_whose_objects_are_still_old_is_not_ready() => Assert.Equal(("Ready", "Unknown", "ObjectsOutdated"), First(Made(After, Before)));

    [Fact]
    public void Cluster_is_ready_when_all_that_is_made_from_it_is_as_it_wants() => Assert.Equal(("Ready", "True", "AllNodesReady"), First(Made(After, After)));

    [Fact]
    public void Drift_of_a_ready_cluster_is_left_to_the_reconciler() =>
        Assert.Equal(("Ready", "True", "AllNodesReady"), First(Made(After, Before, Condition("Ready", "AllNodesReady", generation: 1))));

    [Fact]
    public void Drift_that_was_seen_before_the_controller_saw_it_is_left_to_the_reconciler() =>
        Assert.Equal(("Ready", "True", "AllNodesReady"), First(Made(After, Before, Condition("Reconciling", "NodesOutdated", generation: 1))));

    [Fact]
    public void Readiness_of_an_older_generation_proves_nothing() =>
        Assert.Equal(("Ready", "Unknown", "ObjectsOutdated"), First(Made(After, Before, Condition("Ready", "AllNodesReady", generation: 0))));

    [Fact]
    public void Stalled_cluster_stays_stalled_after_its_worker_was_restarted() =>
        Assert.Equal(("Ready", "False", "DeadlineExceeded"), First(Made(After, Before, Condition("Stalled", "DeadlineExceeded", generation: 1))));

    /// <summary>Nodes that are outdated are a worker's; a StatefulSet that somebody deleted is not.</summary>
    [Fact]
    public void Missing_StatefulSet_of_a_ready_cluster_is_left_to_the_reconciler() =>
        Assert.Equal(("Ready", "Unknown", "NodesNotReady"), First(Made(After, After, Condition("Ready", "AllNodesReady", generation: 1)).Lacks(ResourceType.StatefulSets, "orders-brokers")));

    private static World Made(DesiredResource stored, DesiredResource from, JsonObject? condition = null) => new World()
        .Has(stored, json => json["status"]!["conditions"] = condition is null ? new JsonArray() : new JsonArray(condition))
        .HasNodesOf(from);

    private static JsonObject Condition(string type, string reason, int generation) => new()
    {
        ["type"] = type,
        ["status"] = "True",
        ["reason"] = reason,
        ["message"] = "told before",
        ["observedGeneration"] = generation,
        ["lastTransitionTime"] = "2026-01-01T09:00:00Z",
    };

    private static (string Type, string Status, string Reason) First(World world)
    {
        var observed = world.Observed;
        var condition = ClusterStatus.Of(observed.Find(Before.Manifest.Key)!, observed, work: null, DateTimeOffset.UnixEpoch).Conditions[0];
        return (condition.Type, condition.Status, condition.Reason);
    }
}
