using System.Collections.Immutable;
using GitOpsKafka.Platform.Balancing;
using static GitOpsKafka.Tests.Unit.Platform.Balancing.Placements;

namespace GitOpsKafka.Tests.Unit.Platform.Balancing;

public sealed class BalancerTests
{
    [Fact]
    public void Even_placement_is_left_alone() => Assert.True(Plan(Even(Brokers(6, racks: 3), topics: 4, partitions: 12, replicas: 3)).IsEmpty);

    [Fact]
    public void Placement_within_tolerance_is_left_alone()
    {
        var brokers = Brokers(3);
        var even = Even(brokers, topics: 1, partitions: 60, replicas: 1);
        var nearly = even with { Partitions = [.. even.Partitions.Select(partition => partition.Id is 0 or 3 ? partition with { Replicas = [1] } : partition)] };

        Assert.Equal([18, 22, 20], nearly.Replicas().Values);
        Assert.True(Plan(nearly).IsEmpty);
    }

    [Fact]
    public void Rebalance_moves_only_what_is_too_much()
    {
        var plan = Plan(new Placement(Brokers(3), [.. Single(0, 0, 0, 0, 0, 1, 1, 2, 2)]));

        Assert.Equal(2, plan.Replicas);
        Assert.All(plan.Moves, move => Assert.Equal(0, Assert.Single(move.From)));
        Assert.Equal(["broker 0 holds 5 of 9 replicas, its share is 3"], plan.Moves.Select(move => move.Reason).Distinct());
    }

    [Fact]
    public void Drain_moves_what_the_broker_holds_and_says_so()
    {
        var placement = Even(Brokers(4), topics: 1, partitions: 8, replicas: 3);

        var plan = Balancer.Plan(placement, Drain(2), BalanceTolerance.Default);

        Assert.Equal(placement.Replicas()[2], plan.Replicas);
        Assert.Equal(plan.Replicas * Gi, plan.Bytes);
        Assert.All(plan.Moves.Where(move => !move.Added.IsEmpty), move => Assert.Equal(2, Assert.Single(move.Removed)));
        Assert.All(plan.Moves.Where(move => !move.Added.IsEmpty), move => Assert.StartsWith("broker 2 is drained", move.Reason, StringComparison.Ordinal));
        Assert.Equal([8, 8, 0, 8], placement.After(plan).Replicas().Values);
    }

    [Fact]
    public void New_replica_takes_the_place_of_the_old_one()
    {
        var placement = new Placement(Brokers(4), [new PlacedPartition("orders.v1", 0, [1, 2, 3]) { Bytes = 3 * Gi }]);

        var move = Assert.Single(Balancer.Plan(placement, Drain(2), BalanceTolerance.Default).Moves);

        Assert.Equal("orders.v1-0: 1, 2, 3 → 1, 0, 3 (broker 2 is drained)", move.ToString());
        Assert.Equal((0, 2, 3 * Gi), (move.Added.Single(), move.Removed.Single(), move.Bytes));
    }

    [Fact]
    public void Drain_is_blocked_by_every_topic_that_has_more_replicas_than_brokers_remain()
    {
        var brokers = Brokers(5);
        var placement = new Placement(brokers, [.. Topic("orders", 6, 3, brokers), .. Topic("payments", 2, 5, brokers), .. Topic("audit", 9, 4, brokers)]);

        var plan = Balancer.Plan(placement, Drain(3, 4), BalanceTolerance.Default);

        Assert.True(plan.IsEmpty);
        Assert.Equal(
            ["audit: replication factor 4 does not fit the 3 brokers that remain", "payments: replication factor 5 does not fit the 3 brokers that remain"],
            plan.Blocked.Select(blocked => blocked.ToString()));
    }

    [Fact]
    public void Drain_is_blocked_when_the_other_disks_are_too_small()
    {
        var brokers = Brokers(3).Select(broker => broker with { Capacity = 10 * Gi }).ToImmutableArray();
        var placement = new Placement(brokers, [.. Topic("orders", 3, 1, brokers, bytes: 6 * Gi)]);

        var plan = Balancer.Plan(placement, Drain(2), BalanceTolerance.Default);

        Assert.True(plan.IsEmpty);
        Assert.Equal(new BlockedTopic("orders", "broker 2 cannot be drained: no broker that may hold partition 2 has 6 GiB left"), Assert.Single(plan.Blocked));
    }

    [Fact]
    public void Drain_of_all_brokers_is_blocked() => Assert.Equal(
        "replication factor 1 does not fit the 0 brokers that remain",
        Assert.Single(Balancer.Plan(Even(Brokers(2), 1, 4, 1), Drain(0, 1), BalanceTolerance.Default).Blocked).Reason);

    [Fact]
    public void Replica_moves_to_a_rack_that_holds_none()
    {
        var placement = new Placement(Brokers(6, racks: 3), [new PlacedPartition("orders.v1", 0, [0, 3, 1])]);

        var move = Assert.Single(Plan(placement).Moves);

        Assert.Equal("rack c holds no replica", move.Reason);
        Assert.Equal(3, placement.Racks(placement.Partitions[0] with { Replicas = move.To }));
        Assert.Single(move.Added);
    }

    [Fact]
    public void Broker_alone_in_its_rack_keeps_a_replica_of_every_partition()
    {
        ImmutableArray<PlacementBroker> brokers = [new(0, "a"), new(1, "a"), new(2, "a"), new(3, "b")];
        var placement = new Placement(brokers, [.. Enumerable.Range(0, 12).Select(id => new PlacedPartition("orders", id, [id % 3, 3]))]);

        Assert.Equal([4, 4, 4, 12], placement.Replicas().Values);
        Assert.DoesNotContain(Plan(placement).Moves, move => !move.Added.IsEmpty);
    }

    [Fact]
    public void Scale_out_fills_new_brokers_from_all_others_alike()
    {
        var before = Even(Brokers(3), topics: 1, partitions: 200, replicas: 3);
        var placement = before with { Brokers = Brokers(5) };

        var plan = Balancer.Plan(placement, Fill(3, 4), BalanceTolerance.Default);
        var after = placement.After(plan);

        Assert.Equal(240, plan.Replicas);
        Assert.Equal([120, 120, 120, 120, 120], after.Replicas().Values);
        Assert.Equal([40, 40, 40, 40, 40], after.Leaders().Values);
        Assert.All(plan.Moves.SelectMany(move => move.Added), broker => Assert.Contains(broker, (int[])[3, 4]));
        Assert.Contains("broker 3 holds 0 of 600 replicas, its share is 120", plan.Moves.Select(move => move.Reason.Split("; ")[0]));
    }

    [Fact]
    public void Scale_out_takes_bytes_along_with_replicas()
    {
        var random = new Random(7);
        var before = Even(Brokers(3), topics: 5, partitions: 60, replicas: 3);
        var placement = new Placement(Brokers(5), [.. before.Partitions.Select(partition => partition with { Bytes = random.Next(1, 4000) })]);

        var plan = Balancer.Plan(placement, Fill(3, 4), BalanceTolerance.Default);
        var bytes = placement.After(plan).Bytes();

        var share = bytes.Values.Sum() / 5.0;
        Assert.All(bytes.Values, held => Assert.InRange(held / share, 0.97, 1.03));
        Assert.InRange(plan.Bytes / (2 * share), 0.97, 1.03);
    }

    [Fact]
    public void Leaders_are_evened_without_copying()
    {
        var placement = new Placement(Brokers(3), [.. Enumerable.Range(0, 9).Select(id => new PlacedPartition("orders", id, [0, 1, 2]) { Bytes = Gi })]);

        var plan = Plan(placement);

        Assert.Equal((0, 0L), (plan.Replicas, plan.Bytes));
        Assert.Equal([3, 3, 3], placement.After(plan).Leaders().Values);
        Assert.Equal(6, plan.Moves.Length);
        Assert.Contains("broker 1 leads 0 of 9 partitions, its share is 3", plan.Moves.Select(move => move.Reason));
    }

    [Fact]
    public void Leadership_goes_along_a_chain_where_two_brokers_share_nothing()
    {
        var placement = new Placement(Brokers(3), [P(0, 0, 1), P(1, 0, 1), P(2, 0, 1), P(3, 1, 2), P(4, 2, 1), P(5, 1, 2)]);

        Assert.Equal([2, 2, 2], placement.After(Balancer.Plan(placement, Fill(0, 1, 2), BalanceTolerance.Default)).Leaders().Values);

        static PlacedPartition P(int id, params ImmutableArray<int> replicas) => new("orders", id, replicas);
    }

    [Fact]
    public void One_topic_does_not_stay_on_one_broker()
    {
        var brokers = Brokers(3);
        var placement = new Placement(brokers, [.. Enumerable.Range(0, 3).SelectMany(number => Enumerable.Range(0, 9).Select(id => new PlacedPartition($"orders-{number}", id, [number])))]);

        var plan = Plan(placement);
        var after = placement.After(plan);

        Assert.Equal([9, 9, 9], after.Replicas().Values);
        Assert.All(after.Partitions.CountBy(partition => (partition.Topic, partition.Replicas[0])), count => Assert.InRange(count.Value, 1, 4));
        Assert.Contains("broker 0 holds 9 replicas of topic orders-0, its share is 3", plan.Moves.Select(move => move.Reason));
    }

    [Fact]
    public void Large_replicas_change_places_with_small_ones()
    {
        var placement = new Placement(Brokers(2), [.. Enumerable.Range(0, 20).Select(id => new PlacedPartition("orders", id, [id % 2]) { Bytes = id % 2 == 0 ? 3 * Gi : Gi })]);

        var plan = Plan(placement);
        var after = placement.After(plan);

        Assert.Equal([10, 10], after.Replicas().Values);
        Assert.All(after.Bytes().Values, bytes => Assert.InRange(bytes, 18 * Gi, 22 * Gi));
        Assert.Equal(8, plan.Replicas);
        Assert.Contains("broker 0 holds 30 GiB, its share is 20 GiB", plan.Moves.Select(move => move.Reason));
    }

    [Fact]
    public void Overfull_disk_gives_the_one_replica_that_suffices()
    {
        ImmutableArray<PlacementBroker> brokers = [new(0, null) { Capacity = 10 * Gi }, new(1, null) { Capacity = 10 * Gi }];
        var placement = new Placement(brokers, [P(0, 0, 5), P(1, 0, 3), P(2, 0, 4), P(3, 1, 4)]);

        var plan = Plan(placement);

        Assert.Equal("orders-1: 0 → 1 (broker 0 holds 12 GiB, its limit is 10 GiB)", Assert.Single(plan.Moves).ToString());

        static PlacedPartition P(int id, int broker, int size) => new("orders", id, [broker]) { Bytes = size * Gi };
    }

    [Fact]
    public void Overfull_disk_that_nobody_can_relieve_blocks_nothing_else()
    {
        ImmutableArray<PlacementBroker> brokers = [new(0, "a") { Capacity = 10 * Gi }, new(1, "b") { Capacity = 3 * Gi }, new(2, "a")];
        var placement = new Placement(brokers, [new PlacedPartition("large", 0, [0, 2]) { Bytes = 12 * Gi }, new PlacedPartition("small", 0, [0, 2]) { Bytes = Gi }]);

        var plan = Plan(placement);

        Assert.Equal("it cannot span more racks: no broker that may hold partition 0 has 12 GiB left", Assert.Single(plan.Blocked).Reason);
        Assert.Equal("small", Assert.Single(plan.Moves).Topic);
    }

    [Fact]
    public void Rates_of_leaders_are_evened_without_copying()
    {
        var placement = new Placement(Brokers(2), [.. Enumerable.Range(0, 20).Select(id => new PlacedPartition("orders", id, id % 2 == 0 ? [0, 1] : [1, 0]) { BytesPerSecond = id % 2 == 0 ? 3 << 20 : 1 << 20 })]);

        var plan = Plan(placement);
        var after = placement.After(plan);

        Assert.Equal(0, plan.Replicas);
        Assert.Equal([10, 10], after.Leaders().Values);
        Assert.All((int[])[0, 1], broker => Assert.InRange(after.Partitions.Where(partition => partition.Replicas[0] == broker).Sum(partition => partition.BytesPerSecond!.Value) >> 20, 18, 22));
        Assert.Contains("broker 0 serves 30 MiB/s, its share is 20 MiB/s", plan.Moves.Select(move => move.Reason));
    }

    [Fact]
    public void Replica_on_a_broker_that_is_not_listed_stays()
    {
        var placement = new Placement(Brokers(3), [.. Enumerable.Range(0, 6).Select(id => new PlacedPartition("orders", id, [9, id % 3]))]);

        Assert.All(Plan(placement).Moves, move => Assert.Contains(9, move.To));
        Assert.Equal(6, Balancer.Plan(placement, Drain(9), BalanceTolerance.Default).Replicas);
    }

    private static IEnumerable<PlacedPartition> Single(params int[] brokers) => brokers.Select((broker, id) => new PlacedPartition($"orders-{id}", 0, [broker]));

    private static MovePlan Plan(Placement placement) => Balancer.Plan(placement, BalanceRequest.Rebalance, BalanceTolerance.Default);

    private static BalanceRequest Drain(params int[] brokers) => new([.. brokers], []);

    private static BalanceRequest Fill(params int[] brokers) => new([], [.. brokers]);
}
