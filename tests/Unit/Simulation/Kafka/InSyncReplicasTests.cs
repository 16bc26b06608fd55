using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Tests.Unit.Simulation.Nodes;
using static GitOpsKafka.Tests.Unit.Simulation.Kubernetes.Manifests;

namespace GitOpsKafka.Tests.Unit.Simulation.Kafka;

public sealed class InSyncReplicasTests
{
    private static readonly Dictionary<string, string> MinimumTwo = new() { ["min.insync.replicas"] = "2" };

    private readonly Town _town = new();

    [Fact]
    public void Nothing_can_be_asked_before_a_broker_is_ready() => _town.Run(async () =>
    {
        await _town.ApplyAsync(Brokers());

        var failure = await Assert.ThrowsAsync<KafkaAdminException>(() => _town.Orders.DescribeClusterAsync(default));

        Assert.False(failure.IsRefusal);
        await _town.WaitAsync(11);
        Assert.Equal([0, 1, 2], (await _town.Orders.DescribeClusterAsync(default)).Brokers.Select(broker => broker.Id));
    });

    [Fact]
    public void A_broker_leaves_the_in_sync_replicas_and_comes_back_after_catching_up() => _town.Run(async () =>
    {
        await StartAsync();
        await _town.DeletePodAsync("orders-brokers-0");
        var down = await FirstPartitionAsync();
        Assert.Equal(1, down.Leader);
        Assert.Equal<int>([1, 2], down.InSyncReplicas);

        await _town.WaitAsync(16);
        Assert.Equal<int>([1, 2], (await FirstPartitionAsync()).InSyncReplicas);
        await _town.WaitAsync(3);
        Assert.Equal<int>([1, 2, 0], (await FirstPartitionAsync()).InSyncReplicas);
        Assert.Equal(0, _town.Kafka.UnavailableWrites);
    });

    [Fact]
    public void Two_restarts_at_once_are_noted_for_every_partition() => _town.Run(async () =>
    {
        await StartAsync();
        await _town.DeletePodAsync("orders-brokers-0");
        await _town.WaitAsync(16);

        // Ready again, but not in sync yet: the mistake that a roll must not make.
        await _town.DeletePodAsync("orders-brokers-1");

        Assert.Equal(6, _town.Kafka.UnavailableWrites);
        var incident = _town.Orders.UnavailableWrites[0];
        Assert.Equal(("orders.v1", 1, 2), (incident.Topic, incident.InSync, incident.Minimum));
    });

    [Fact]
    public void A_partition_whose_last_replica_in_sync_is_down_has_no_leader_until_that_one_is_back() => _town.Run(async () =>
    {
        await StartAsync();
        foreach (var pod in new[] { "orders-brokers-0", "orders-brokers-1" })
            await _town.DeletePodAsync(pod);
        await _town.WaitAsync(13);
        await _town.DeletePodAsync("orders-brokers-2");
        await _town.WaitAsync(3);

        var orphan = await FirstPartitionAsync();
        Assert.Null(orphan.Leader);
        Assert.Equal<int>([2], orphan.InSyncReplicas);

        await _town.WaitAsync(30);
        Assert.Equal(2, (await FirstPartitionAsync()).Leader);
    });

    [Fact]
    public void The_minimum_comes_from_the_cluster_where_the_topic_has_none() => _town.Run(async () =>
    {
        await _town.ApplyAsync(OrdersCluster("""{"version": "4.2.1", "config": {"min.insync.replicas": 3}}"""));
        await StartAsync(new Dictionary<string, string>());

        await _town.DeletePodAsync("orders-brokers-0");

        Assert.Equal(6, _town.Kafka.UnavailableWrites);
    });

    [Fact]
    public void A_lost_quorum_is_counted_and_refuses_writes() => _town.Run(async () =>
    {
        await _town.ApplyAsync(Brokers(role: "controller"));
        await StartAsync();
        await _town.DeletePodAsync("orders-controllers-0");
        Assert.Equal(0, _town.Orders.QuorumLosses);
        await _town.DeletePodAsync("orders-controllers-1");

        Assert.Equal(1, _town.Orders.QuorumLosses);
        var failure = await Assert.ThrowsAsync<KafkaAdminException>(() => _town.Orders.DeleteTopicAsync("orders.v1", default));
        Assert.False(failure.IsRefusal);
    });

    private async Task StartAsync(Dictionary<string, string>? config = null)
    {
        await _town.ApplyAsync(Brokers());
        await _town.WaitAsync(15);
        await _town.Orders.CreateTopicAsync("orders.v1", 6, 3, config ?? MinimumTwo, default);
    }

    private async Task<PartitionView> FirstPartitionAsync() => (await _town.Orders.DescribeTopicsAsync(["orders.v1"], default))["orders.v1"].Partitions[0];
}
