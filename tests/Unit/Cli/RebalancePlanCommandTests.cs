using System.Collections.Immutable;
using System.Text.Json;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Tests.Unit.Platform.Planning;

namespace GitOpsKafka.Tests.Unit.Cli;

public sealed class RebalancePlanCommandTests : IDisposable
{
    private readonly CliWorld _world = new();

    public RebalancePlanCommandTests() => _world.Kubernetes.Holds(new World().Has(World.Cluster()));

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Even_cluster_has_nothing_to_move()
    {
        Has([0, 1, 2], [0, 1], [1, 2], [2, 0]);

        var result = await PlanAsync();

        Assert.Equal((0, "nothing to move: replicas are where they should be\n"), (result.Code, result.Error));
        Assert.Equal("BROKER   RACK     REPLICAS   LEADERS   SIZE", result.Output.Split('\n')[0]);
        Assert.Equal("0        zone-0   2          1         2 KiB", result.Output.Split('\n')[1]);
    }

    [Fact]
    public async Task Every_move_is_told_with_its_reason()
    {
        Has([0, 1, 2], [0, 1], [1, 0], [0, 1], [1, 0]);

        var result = await PlanAsync("--fill", "2");

        Assert.Equal(1, result.Code);
        Assert.Contains("2        zone-2   0 → 2", result.Output, StringComparison.Ordinal);
        Assert.Contains("→", result.Output.Split("\n\n")[1], StringComparison.Ordinal);
        Assert.Contains("broker 2 holds 0 of 8 replicas, its share is 2.7", result.Output, StringComparison.Ordinal);
        Assert.StartsWith("2 replicas to copy, 2 KiB", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broker_that_cannot_be_drained_moves_nothing_and_the_topic_is_named()
    {
        Has([0, 1, 2], [0, 1, 2]);

        var result = await PlanAsync("--drain", "2");

        Assert.Equal(2, result.Code);
        Assert.Contains("warning: in the way is topic orders.v1: replication factor 3 does not fit the 2 brokers that remain", result.Error, StringComparison.Ordinal);
        Assert.EndsWith("nothing is moved: 1 topic in the way\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_for_programs_has_loads_moves_and_sizes()
    {
        Has([0, 1, 2], [0, 1], [1, 0]);

        using var document = JsonDocument.Parse((await PlanAsync("--drain", "0,1", "-o", "json")).Output);
        using var drained = JsonDocument.Parse((await PlanAsync("--drain", "0", "-o", "json")).Output);

        Assert.Equal("orders.v1", document.RootElement.GetProperty("blocked")[0].GetProperty("topic").GetString());
        Assert.Equal(2, drained.RootElement.GetProperty("moves").GetArrayLength());
        Assert.Equal(2048, drained.RootElement.GetProperty("bytes").GetInt64());
        Assert.Equal(0, drained.RootElement.GetProperty("brokers")[0].GetProperty("after").GetProperty("replicas").GetInt32());
    }

    [Theory]
    [InlineData("error: there is no live broker 7; there are 0, 1\n", "--drain", "7")]
    [InlineData("error: broker 1 cannot be drained and filled at once\n", "--drain", "1", "--fill", "1")]
    public async Task Brokers_that_make_no_sense_are_refused(string error, params string[] options)
    {
        Has([0, 1], [0, 1]);

        Assert.Equal(new CliResult(2, "", error), await PlanAsync(options));
    }

    [Fact]
    public async Task What_is_not_known_of_disks_is_said()
    {
        Has([0, 1], [0, 1]);
        var view = _world.Kafka.Placements[World.OrdersCluster];
        _world.Kafka.Placements[World.OrdersCluster] = view with { LogDirs = view.LogDirs.SetItem(1, new Told<ImmutableArray<LogDirContents>>.Unknown("no answer within 5 s")) };

        Assert.Contains("warning: broker 1 did not tell what is on its disks, which counts as nothing: no answer within 5 s", (await PlanAsync()).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cluster_that_is_not_there_or_does_not_answer_is_an_error()
    {
        Assert.Contains("Kafka: no broker answered", (await PlanAsync()).Error, StringComparison.Ordinal);
        Assert.Equal("error: KafkaCluster/streaming/nobody does not exist\n", (await _world.RunAsync("rebalance", "plan", "nobody", "-n", "streaming")).Error);
    }

    private Task<CliResult> PlanAsync(params string[] options) => _world.RunAsync(["rebalance", "plan", "orders", "-n", "streaming", .. options]);

    /// <summary>Topic orders.v1 with replicas of 1 KiB on brokers that have a rack each.</summary>
    private void Has(int[] brokers, params int[][] replicas)
    {
        var placed = replicas.Select((ids, number) => new PartitionPlacement(new PartitionId("orders.v1", number), [.. ids])).ToImmutableArray();
        LogDirContents Directory(int broker) => new(
            new LogDirView("/data", 1 << 30, 1 << 29, IsOffline: false), [.. placed.Where(entry => entry.Replicas.Contains(broker)).Select(entry => new ReplicaSize(entry.Partition, 1024, 0, IsFuture: false))]);
        _world.Kafka.Placements[World.OrdersCluster] = new KafkaPlacementView(
            new KafkaView("id", 0, [.. brokers.Select(id => new BrokerView(id, "host", 9092, $"zone-{id}"))]),
            placed,
            [],
            brokers.ToImmutableSortedDictionary(id => id, id => (Told<ImmutableArray<LogDirContents>>)new Told<ImmutableArray<LogDirContents>>.Known([Directory(id)])));
    }
}
