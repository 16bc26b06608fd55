using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Status;
using GitOpsKafka.Tests.Unit.Platform.Planning;

namespace GitOpsKafka.Tests.Unit.Platform.Status;

public sealed class TopicStatusTests
{
    [Fact]
    public void Topic_without_its_cluster_waits_and_is_not_stalled()
    {
        var status = Without(new World().Has(World.Topic(), json => json["metadata"]!["generation"] = 4))!;

        Assert.Equal(["Ready False ClusterNotFound", "Reconciling True ClusterNotFound"], status.Conditions.Select(condition => $"{condition.Type} {condition.Status} {condition.Reason}"));
        Assert.Contains("KafkaCluster/streaming/orders", status.Conditions[0].Message, StringComparison.Ordinal);
        Assert.Equal(4, status.ObservedGeneration);
    }

    [Fact]
    public void Cluster_on_its_way_out_is_as_good_as_gone() =>
        Assert.NotNull(Without(new World().Has(World.Topic()).Has(World.Cluster(), Terminating)));

    [Fact]
    public void Topic_of_a_cluster_that_is_stored_is_for_others_to_tell_of() =>
        Assert.Null(Without(new World().Has(World.Topic()).Has(World.Cluster())));

    [Fact]
    public void Topic_that_is_not_from_Git_is_left_alone() =>
        Assert.Null(Without(new World().Has(World.Topic(), json => json["metadata"]!.AsObject().Remove("labels"))));

    [Fact]
    public void Topic_on_its_way_out_is_left_alone() => Assert.Null(Without(new World().Has(World.Topic(), Terminating)));

    private static void Terminating(JsonObject json) => json["metadata"]!["deletionTimestamp"] = "2026-01-01T00:00:00Z";

    private static KafkaTopicStatus? Without(World world) =>
        TopicStatus.WithoutCluster(world.Observed.Find(World.Topic().Manifest.Key)!, world.Observed, DateTimeOffset.UnixEpoch);
}
