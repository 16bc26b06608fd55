using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Tests.Unit.Platform.Rendering;

public sealed class DisruptionBudgetTests
{
    [Theory]
    [InlineData(3, 3, 2, 1)]
    [InlineData(5, 4, 2, 2)]
    [InlineData(3, 2, 2, 1)]
    [InlineData(3, null, null, 1)]
    [InlineData(3, null, 2, 1)]
    public void Brokers_may_be_missing_as_long_as_writes_succeed(int brokers, int? factor, int? minimum, int expected)
    {
        var cluster = Clusters.Orders();
        var config = new Dictionary<string, ConfigValue>();
        if (factor is not null)
            config["default.replication.factor"] = new ConfigValue($"{factor}");
        if (minimum is not null)
            config["min.insync.replicas"] = new ConfigValue($"{minimum}");

        Assert.Equal(expected, MaxUnavailable(cluster with { Spec = cluster.Spec with { Brokers = cluster.Spec.Brokers with { Replicas = brokers }, Config = config } }, "orders-brokers"));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(4, 1)]
    [InlineData(5, 2)]
    public void Controllers_may_be_missing_as_long_as_a_majority_is_left(int controllers, int expected)
    {
        var cluster = Clusters.Orders();

        Assert.Equal(expected, MaxUnavailable(cluster with { Spec = cluster.Spec with { Controllers = cluster.Spec.Controllers! with { Replicas = controllers } } }, "orders-controllers"));
    }

    [Fact]
    public void Combined_nodes_may_be_missing_only_as_far_as_both_allow()
    {
        var cluster = Clusters.Orders();
        var config = new Dictionary<string, ConfigValue> { ["default.replication.factor"] = new("3"), ["min.insync.replicas"] = new("1") };

        Assert.Equal(1, MaxUnavailable(cluster with { Spec = cluster.Spec with { Controllers = null, Config = config } }, "orders-brokers"));
    }

    private static int MaxUnavailable(KafkaCluster cluster, string name) =>
        Clusters.Render(cluster).Single(rendered => rendered.Key.Type == ResourceType.PodDisruptionBudgets && rendered.Key.Name == name).At("spec", "maxUnavailable")!.Value.GetInt32();
}
