using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Tests.Unit.Simulation.Nodes;
using static GitOpsKafka.Tests.Unit.Simulation.Kubernetes.Manifests;

namespace GitOpsKafka.Tests.Unit.Simulation.Kafka;

public sealed class TopicTests
{
    private static readonly Dictionary<string, string> NoConfig = [];

    private readonly Town _town = new();

    [Fact]
    public void A_topic_lives_from_create_to_delete() => Run(async () =>
    {
        await _town.Orders.CreateTopicAsync("orders.v1", 2, 3, new Dictionary<string, string> { ["retention.ms"] = "1000" }, default);
        await _town.Orders.IncreasePartitionsAsync("orders.v1", 5, default);
        await _town.Orders.AlterTopicConfigAsync("orders.v1", new Dictionary<string, string?> { ["retention.ms"] = null, ["cleanup.policy"] = "compact" }, default);

        var topic = (await _town.Orders.DescribeTopicsAsync(null, default))["orders.v1"];
        Assert.Equal([0, 1, 2, 3, 4], topic.Partitions.Select(partition => partition.Id));
        Assert.Equal([0, 1, 2], topic.Partitions.Select(partition => partition.Leader!.Value).Distinct().Order());
        Assert.Equal("cleanup.policy", Assert.Single(topic.Config).Key);

        Assert.True(await _town.Orders.DeleteTopicAsync("orders.v1", default));
        Assert.False(await _town.Orders.DeleteTopicAsync("orders.v1", default));
    });

    [Fact]
    public void Kafka_refuses_what_can_never_be() => Run(async () =>
    {
        await _town.Orders.CreateTopicAsync("orders.v1", 2, 3, NoConfig, default);

        await RefusedAsync("already exists", () => _town.Orders.CreateTopicAsync("orders.v1", 1, 1, NoConfig, default));
        await RefusedAsync("collides with existing topic: orders.v1", () => _town.Orders.CreateTopicAsync("orders_v1", 1, 1, NoConfig, default));
        await RefusedAsync("Topic name is invalid", () => _town.Orders.CreateTopicAsync("orders/v1", 1, 1, NoConfig, default));
        await RefusedAsync("Unknown topic config name: retention", () => _town.Orders.CreateTopicAsync("payments", 1, 1, new Dictionary<string, string> { ["retention"] = "1d" }, default));
        await RefusedAsync("would not be an increase", () => _town.Orders.IncreasePartitionsAsync("orders.v1", 1, default));
        await RefusedAsync("does not host this topic-partition", () => _town.Orders.AlterTopicConfigAsync("payments", new Dictionary<string, string?>(), default));
    });

    [Fact]
    public void Kafka_may_have_more_brokers_later() => Run(async () =>
    {
        var tooFew = await Assert.ThrowsAsync<KafkaAdminException>(() => _town.Orders.CreateTopicAsync("payments", 1, 4, NoConfig, default));

        Assert.Contains("only 3 broker(s) are registered", tooFew.Message, StringComparison.Ordinal);
        Assert.False(tooFew.IsRefusal);
    });

    [Fact]
    public void Topics_go_with_their_cluster() => Run(async () =>
    {
        var cluster = await _town.ApplyAsync(OrdersCluster("""{"version": "4.2.1"}"""));
        await _town.Orders.CreateTopicAsync("orders.v1", 2, 3, NoConfig, default);
        await _town.Api.DeleteAsync(cluster.Key, null, default);

        Assert.Empty(await _town.Orders.DescribeTopicsAsync(null, default));
    });

    private void Run(Func<Task> program) => _town.Run(async () =>
    {
        await _town.ApplyAsync(Brokers());
        await _town.WaitAsync(15);
        await program();
    });

    private static async Task RefusedAsync(string message, Func<Task> call)
    {
        var refused = await Assert.ThrowsAsync<KafkaAdminException>(call);
        Assert.True(refused.IsRefusal);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }
}
