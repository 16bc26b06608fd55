using System.Collections.Immutable;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Rolling;

namespace GitOpsKafka.Tests.Unit.Platform.Rolling;

public sealed class RollDecisionTests
{
    private static readonly ImmutableArray<string> Brokers = ["orders-brokers-0", "orders-brokers-1", "orders-brokers-2"];

    [Fact]
    public void Roll_restarts_the_first_of_the_order() => Assert.Equal("orders-brokers-0", Restarted(State()));

    [Fact]
    public void Roll_is_done_when_nothing_is_left() => Assert.IsType<RollStep.Done>(RollDecision.Next(State() with { Order = [] }));

    [Fact]
    public void Roll_waits_for_a_node_that_is_not_ready() =>
        Assert.Equal("orders-brokers-1 must be ready first", Waits(State(unready: [1]) with { Order = ["orders-brokers-0"] }));

    [Fact]
    public void Roll_waits_for_a_node_whose_pod_is_not_made_anew_yet() =>
        Assert.Equal("orders-controllers-0 must be ready first", Waits(State() with { Missing = ["orders-controllers-0"] }));

    [Fact]
    public void Roll_restarts_an_unready_node_that_is_next() =>
        Assert.Equal("orders-brokers-1", Restarted(State(unready: [1], inSync: [0, 2]) with { Order = ["orders-brokers-1", "orders-brokers-0"] }));

    [Fact]
    public void Roll_waits_while_Kafka_does_not_answer() => Assert.Contains("Kafka must answer", Waits(State() with { Topics = null }), StringComparison.Ordinal);

    [Fact]
    public void Roll_waits_for_a_partition_at_min_in_sync_replicas() =>
        Assert.Equal("orders.v1-0 would fall below min.insync.replicas without orders-brokers-0", Waits(State(inSync: [0, 1])));

    [Fact]
    public void Roll_goes_on_when_the_node_is_not_in_the_in_sync_set() => Assert.Equal("orders-brokers-0", Restarted(State(inSync: [1, 2])));

    [Fact]
    public void Roll_leaves_out_partitions_that_can_never_be_safe() => Assert.Equal("orders-brokers-0", Restarted(State(minimum: 3)));

    [Fact]
    public void Roll_takes_the_minimum_of_the_topic_over_that_of_the_cluster() => Assert.Equal("orders-brokers-0", Restarted(State(inSync: [0, 1], own: "1")));

    private static string Restarted(RollState state) => Assert.IsType<RollStep.Restart>(RollDecision.Next(state)).Pod.Name;

    private static string Waits(RollState state) => Assert.IsType<RollStep.Wait>(RollDecision.Next(state)).For;

    private static RollState State(int[]? unready = null, int[]? inSync = null, int minimum = 2, string? own = null)
    {
        var nodes = Brokers.Select((name, id) => new RollNode(new PodView(name, $"uid-{id}", id, !(unready ?? []).Contains(id), false, "one", null, null), id, true));
        var config = ImmutableSortedDictionary<string, string>.Empty;
        var topic = new TopicView("orders.v1", [new PartitionView(0, 0, [0, 1, 2], [.. inSync ?? [0, 1, 2]])], own is null ? config : config.Add("min.insync.replicas", own));
        return new RollState(Brokers, [.. nodes], ImmutableSortedDictionary<string, TopicView>.Empty.Add(topic.Name, topic), minimum);
    }
}
