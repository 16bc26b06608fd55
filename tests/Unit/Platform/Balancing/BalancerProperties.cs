using System.Collections.Immutable;
using GitOpsKafka.Platform.Balancing;

namespace GitOpsKafka.Tests.Unit.Platform.Balancing;

/// <summary>What holds for every cluster and every request.</summary>
public sealed class BalancerProperties
{
    private const int Seeds = 100;

    [Fact]
    public void No_replica_stays_on_a_drained_broker() => Each(run => Assert.DoesNotContain(run.After.Partitions, partition => partition.Replicas.Any(run.Request.Drain.Contains)));

    [Fact]
    public void Partitions_keep_as_many_replicas_on_different_listed_brokers() => Each(run =>
    {
        var ids = run.Before.Brokers.Select(broker => broker.Id).ToHashSet();
        Assert.All(run.Before.Partitions.Zip(run.After.Partitions), pair =>
        {
            Assert.Equal(pair.First.Replicas.Length, pair.Second.Replicas.Distinct().Count());
            Assert.Equal(pair.First.Replicas.Length, pair.Second.Replicas.Length);
            Assert.Subset(ids, pair.Second.Replicas.ToHashSet());
        });
    });

    [Fact]
    public void Partitions_span_as_many_racks_as_they_can() => Each(run =>
    {
        var racks = run.Before.Brokers.Where(broker => !run.Request.Drain.Contains(broker.Id)).Select(broker => broker.Rack).Distinct().Count();
        Assert.All(run.After.Partitions, partition => Assert.Equal(Math.Min(racks, partition.Replicas.Length), run.After.Racks(partition)));
    });

    [Fact]
    public void Plan_is_the_same_in_whatever_order_things_are_given() => Each(run =>
    {
        var again = Balancer.Plan(run.Before.Shuffled(run.Random), run.Request, BalanceTolerance.Default);
        Assert.Equal(Print(run.Plan), Print(again));
    });

    [Fact]
    public void Nothing_is_left_to_do_once_a_plan_is_carried_out() => Each(run => Assert.Empty(Balancer.Plan(run.After, run.Request, BalanceTolerance.Default).Moves));

    [Fact]
    public void Each_move_has_a_reason_and_says_what_it_copies() => Each(run => Assert.All(run.Plan.Moves, move =>
    {
        Assert.NotEqual("", move.Reason);
        Assert.False(move.From.AsSpan().SequenceEqual(move.To.AsSpan()));
        var partition = Assert.Single(run.Before.Partitions, partition => (partition.Topic, partition.Id) == (move.Topic, move.Partition));
        Assert.Equal((partition.Bytes ?? 0) * move.Added.Length, move.Bytes);
        Assert.Equal(partition.Replicas.AsSpan(), move.From.AsSpan());
    }));

    [Fact]
    public void Drain_copies_what_the_brokers_hold_and_what_racks_need() => Each(run =>
    {
        var racks = run.Before.Brokers.Where(broker => !run.Request.Drain.Contains(broker.Id)).Select(broker => broker.Rack).Distinct().Count();
        var moves = run.Plan.Moves.ToDictionary(move => (move.Topic, move.Partition), move => move.Added.Length);
        Assert.All(run.Before.Partitions, partition =>
        {
            var kept = partition.Replicas.RemoveAll(run.Request.Drain.Contains);
            var missing = Math.Min(racks, partition.Replicas.Length) - run.Before.Racks(partition with { Replicas = kept });
            Assert.Equal(Math.Max(missing, partition.Replicas.Length - kept.Length), moves.GetValueOrDefault((partition.Topic, partition.Id)));
        });
    }, onlyDrain: true);

    [Fact]
    public void Only_filled_brokers_receive_unless_a_hard_goal_needs_it() => Each(run =>
    {
        var racks = run.Before.Brokers.Select(broker => broker.Rack).Distinct().Count();
        var moves = run.Plan.Moves.ToDictionary(move => (move.Topic, move.Partition));
        Assert.All(run.Before.Partitions.Where(partition => moves.ContainsKey((partition.Topic, partition.Id))), partition =>
            Assert.InRange(moves[(partition.Topic, partition.Id)].Added.Count(broker => !run.Request.Fill.Contains(broker)), 0, Math.Min(racks, partition.Replicas.Length) - run.Before.Racks(partition)));
    }, onlyFill: true);

    [Fact]
    public void Rebalance_moves_no_more_replicas_than_it_must()
    {
        foreach (var random in Enumerable.Range(0, Seeds).Select(seed => new Random(seed)))
        {
            var brokers = Placements.Brokers(random.Next(2, 12));
            var placement = new Placement(brokers, [.. Enumerable.Range(0, random.Next(1, 300)).Select(id => new PlacedPartition($"topic-{id}", 0, [Math.Min(random.Next(brokers.Length), random.Next(brokers.Length))]))]);
            var (floor, ceiling) = (placement.Partitions.Length / brokers.Length, (placement.Partitions.Length + brokers.Length - 1) / brokers.Length);
            var counts = placement.Replicas().Values.ToList();
            var bound = Math.Max(counts.Sum(count => Math.Max(0, count - ceiling)), counts.Sum(count => Math.Max(0, floor - count)));

            var plan = Balancer.Plan(placement, BalanceRequest.Rebalance, BalanceTolerance.Default with { Counts = 0 });

            var isEven = counts.All(count => Math.Abs(count - counts.Average()) <= 1);
            Assert.Equal(isEven ? 0 : bound, plan.Replicas);
            Assert.InRange(placement.After(plan).Replicas().Spread(), 0, isEven ? 2 : 1);
        }
    }

    [Fact]
    public void Scale_out_moves_no_more_replicas_than_the_share_of_the_new_brokers()
    {
        foreach (var random in Enumerable.Range(0, Seeds).Select(seed => new Random(seed)))
        {
            var (old, racks) = (random.Next(1, 5) * 3, random.Next(2) * 3);
            var brokers = Placements.Brokers(old + (random.Next(1, 3) * (racks == 0 ? 1 : 3)), racks);
            var even = Placements.Even(brokers[..old], random.Next(1, 6), random.Next(1, 5) * old, 3) with { Brokers = brokers };
            var request = new BalanceRequest([], [.. brokers[old..].Select(broker => broker.Id)]);
            var share = (double)even.Replicas().Values.Sum() / brokers.Length;

            var plan = Balancer.Plan(even, request, BalanceTolerance.Default);

            Assert.InRange(plan.Replicas, Math.Floor(share) * request.Fill.Count, Math.Ceiling(share) * request.Fill.Count);
            Assert.All(even.After(plan).Replicas().Values, count => Assert.InRange(count, share - 1, share + 1));
            Assert.InRange(even.After(plan).Leaders().Spread(), 0, 2);
            Assert.InRange(plan.Bytes, 0, 1.05 * Math.Ceiling(share) * request.Fill.Count * Placements.Gi);
        }
    }

    [Fact]
    public void Rebalance_brings_counts_within_tolerance() => Each(run =>
    {
        if (!run.HasEqualRacks)
            return;
        var share = (double)run.After.Replicas().Values.Sum() / run.After.Brokers.Length;
        Assert.All(run.After.Replicas().Values, count => Assert.InRange(count, Math.Min(share - 1, 0.9 * share), Math.Max(share + 1, 1.1 * share)));
    }, onlyRebalance: true);

    [Fact]
    public void Rebalance_leaves_no_topic_skewed() => Each(run =>
    {
        foreach (var topic in run.HasEqualRacks ? run.After.Partitions.GroupBy(partition => partition.Topic) : [])
        {
            var counts = topic.SelectMany(partition => partition.Replicas).CountBy(id => id).ToDictionary();
            var share = (double)counts.Values.Sum() / run.After.Brokers.Length;
            Assert.InRange(counts.Values.Max(), 1, Math.Ceiling(share) + Math.Max(1, 0.1 * share));
        }
    }, onlyRebalance: true);

    [Fact]
    public void Disks_never_hold_more_than_they_may_in_whatever_order_moves_are_made() => Each(run =>
    {
        var room = run.Before.Bytes().Values.Max() * (1.05 + run.Random.NextDouble());
        var tight = run.Before with { Brokers = [.. run.Before.Brokers.Select(broker => broker with { Capacity = (long)room })] };
        var plan = Balancer.Plan(tight, run.Request, BalanceTolerance.Default);
        var bytes = tight.Bytes().ToDictionary();
        foreach (var move in plan.Moves)
        {
            foreach (var broker in move.Added)
                bytes[broker] += move.Bytes / move.Added.Length;
        }

        Assert.All(bytes.Values, held => Assert.InRange(held, 0, (long)room));
        if (plan.Blocked.IsEmpty)
            Assert.DoesNotContain(tight.After(plan).Partitions, partition => partition.Replicas.Any(run.Request.Drain.Contains));
        else
            Assert.All(plan.Blocked, blocked => Assert.Contains("left", blocked.Reason, StringComparison.Ordinal));
    });

    private static void Each(Action<Run> check, bool onlyDrain = false, bool onlyFill = false, bool onlyRebalance = false)
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var run = Run.Of(seed, onlyRebalance ? 0 : onlyFill ? 1 : onlyDrain ? 2 : seed % 4);
            try
            {
                check(run);
            }
            catch (Xunit.Sdk.XunitException failure)
            {
                Assert.Fail($"seed {seed}: {failure.Message}\n{Print(run.Plan)}");
            }
        }
    }

    private static string Print(MovePlan plan) => string.Join('\n', plan.Moves.Select(move => $"{move} {move.Bytes}").Concat(plan.Blocked.Select(blocked => $"{blocked}")));

    private sealed record Run(Random Random, Placement Before, BalanceRequest Request, MovePlan Plan)
    {
        public Placement After { get; } = Before.After(Plan);

        /// <summary>A rack of fewer brokers than the others must hold more on each.</summary>
        public bool HasEqualRacks => Before.Brokers.CountBy(broker => broker.Rack ?? "").Select(rack => rack.Value).Distinct().Count() == 1;

        /// <param name="kind">0 rebalances, 1 fills, 2 drains, 3 drains and fills.</param>
        public static Run Of(int seed, int kind)
        {
            var random = new Random(seed);
            var placement = Placements.Uneven(random);
            var ids = placement.Brokers.Select(broker => broker.Id).ToArray();
            random.Shuffle(ids);
            var most = ids.Length - placement.Partitions.Max(partition => partition.Replicas.Length);
            ImmutableSortedSet<int> drain = kind >= 2 ? [.. ids.Take(random.Next(1, most + 1))] : [];
            ImmutableSortedSet<int> fill = kind is 1 or 3 ? [.. ids.Skip(drain.Count).Take(random.Next(1, 3))] : [];
            var request = new BalanceRequest(drain, fill);
            return new Run(random, placement, request, Balancer.Plan(placement, request, BalanceTolerance.Default));
        }
    }
}
