using System.Collections.Immutable;
using GitOpsKafka.Platform.Balancing;

namespace GitOpsKafka.Tests.Unit.Platform.Balancing;

public sealed class MoveBatchesTests
{
    private const long Gi = Placements.Gi;

    [Fact]
    public void Nothing_gives_no_batch() => Assert.Empty(MoveBatches.Of([], new BatchLimits(10, Gi)));

    [Fact]
    public void Batch_holds_no_more_moves_than_allowed() =>
        Assert.Equal([4, 4, 2], MoveBatches.Of([.. Enumerable.Range(0, 10).Select(id => Move(id, 0, 1, 1))], new BatchLimits(4, Gi)).Select(batch => batch.Moves.Length));

    [Fact]
    public void Small_moves_come_first() =>
        Assert.Equal([2, 0, 1], MoveBatches.Of([Move(0, 0, 1, 2), Move(1, 0, 1, 3), Move(2, 0, 1, 1)], new BatchLimits(1, Gi)).Select(batch => batch.Moves.Single().Partition));

    [Fact]
    public void Broker_that_is_busy_lets_others_go_before_it()
    {
        var batches = MoveBatches.Of([Move(0, 0, 1, 6), Move(1, 0, 1, 7), Move(2, 2, 3, 8)], new BatchLimits(10, 10));

        Assert.Equal([[0, 2], [1]], batches.Select(batch => batch.Moves.Select(move => move.Partition).ToArray()));
        Assert.Equal([14, 7], batches.Select(batch => batch.Bytes));
    }

    [Fact]
    public void Move_beyond_the_limit_goes_alone() =>
        Assert.Equal([[0], [1]], MoveBatches.Of([Move(0, 0, 1, 5), Move(1, 0, 2, 50)], new BatchLimits(10, 10)).Select(batch => batch.Moves.Select(move => move.Partition).ToArray()));

    [Fact]
    public void New_orders_come_last_and_apart()
    {
        var reorder = new PartitionMove("orders", 0, [0, 1], [1, 0], 0, "broker 1 leads 0 of 2 partitions, its share is 1");

        Assert.Equal([[5], [0]], MoveBatches.Of([reorder, Move(5, 0, 1, 8)], new BatchLimits(10, 10)).Select(batch => batch.Moves.Select(move => move.Partition).ToArray()));
    }

    [Fact]
    public void Batches_of_any_plan_are_within_limits_and_complete()
    {
        foreach (var random in Enumerable.Range(0, 100).Select(seed => new Random(seed)))
        {
            var placement = Placements.Uneven(random);
            var plan = Balancer.Plan(placement, BalanceRequest.Rebalance, BalanceTolerance.Default);
            var limits = new BatchLimits(random.Next(1, 20), random.Next(1, 2000) * 1_000_000L);

            var batches = MoveBatches.Of(plan.Moves, limits);

            Assert.Equal(plan.Moves, batches.SelectMany(batch => batch.Moves).OrderBy(move => move.Topic, StringComparer.Ordinal).ThenBy(move => move.Partition));
            Assert.All(batches, batch => Assert.InRange(batch.Moves.Length, 1, limits.Moves));
            Assert.All(batches.SelectMany(InFlight), bytes => Assert.True(bytes.Sum() <= limits.BytesPerBroker || bytes.Count(one => one > 0) == 1));
            Assert.Equal(Print(batches), Print(MoveBatches.Of([.. plan.Moves.Reverse()], limits)));
        }
    }

    /// <summary>What each broker sends and receives for each move of a batch.</summary>
    private static IEnumerable<long[]> InFlight(MoveBatch batch) =>
        from move in batch.Moves
        from broker in move.Added.Add(move.From[0])
        group broker == move.From[0] ? move.Bytes : move.Bytes / move.Added.Length by broker into loads
        select loads.ToArray();

    private static string Print(ImmutableArray<MoveBatch> batches) => string.Join('\n', batches.Select(batch => string.Join(' ', batch.Moves.Select(move => $"{move.Topic}-{move.Partition}"))));

    private static PartitionMove Move(int id, int from, int to, long bytes) => new("orders", id, [from], [to], bytes, $"broker {from} is drained");
}
