using System.Collections.Immutable;
using GitOpsKafka.Platform.Balancing;

namespace GitOpsKafka.Benchmarks;

/// <summary>
/// 100 brokers in 5 racks get 10 more, then lose 10: how long a plan takes, what it copies next to the least that must be copied and next to
/// placing everything anew, and how even it ends. With 1,000 topics there are about 100,000 replicas.
/// </summary>
internal sealed class BalanceBenchmark : Benchmark
{
    private const int Brokers = 110;
    private const int Added = 10;
    private const int Racks = 5;

    public override string Name => "balance";

    public override string Purpose => "plans for 10 brokers more and 10 fewer than 100, against the least movement and a full re-assignment";

    public override async Task RunAsync(BenchmarkOptions options, Report report, CancellationToken cancellationToken)
    {
        var random = new Random(1);
        var brokers = Enumerable.Range(0, Brokers).Select(id => new PlacementBroker(id, $"rack-{id % Racks}")).ToImmutableArray();
        var placement = new Placement(brokers, [.. Partitions(options.Count, brokers[..^Added], random)]);
        ImmutableSortedSet<int> added = [.. brokers[^Added..].Select(broker => broker.Id)];
        report.Add("replicas", placement.Partitions.Sum(partition => partition.Replicas.Length), "replicas", $"of {placement.Partitions.Length} partitions, sizes from 1 to 1,000");

        var scaledOut = await MeasureAsync(report, "scale out", options, placement, new BalanceRequest([], added));
        var share = (double)placement.Partitions.Sum(partition => partition.Replicas.Length) * Added / Brokers;
        var bytes = (double)placement.Partitions.Sum(partition => partition.Bytes!.Value * partition.Replicas.Length) * Added / Brokers;
        report.Add("scale out: replicas copied to the share of the new", scaledOut.Replicas / share, "times", "1 is the least");
        report.Add("scale out: bytes copied to the share of the new", scaledOut.Bytes / bytes, "times", "1 is the least");
        var anew = placement with { Partitions = [.. placement.Partitions.Select((partition, number) => partition with { Replicas = Striped(brokers, number, partition.Replicas.Length) })] };
        var copied = placement.Partitions.Zip(anew.Partitions).Sum(pair => pair.Second.Replicas.Except(pair.First.Replicas).Count() * pair.First.Bytes!.Value);
        report.Add("placing everything anew: bytes copied to those of the plan", (double)copied / scaledOut.Bytes, "times");

        var scaledIn = await MeasureAsync(report, "scale in", options, placement.After(scaledOut), new BalanceRequest(added, []));
        report.Add("scale in: replicas copied to those on the drained", (double)scaledIn.Replicas / placement.After(scaledOut).Partitions.Sum(partition => partition.Replicas.Count(added.Contains)), "times", "1 is the least");
        var batches = await Samples.TakeAsync(options.Runs, () => MoveBatches.Of(scaledIn.Moves, new BatchLimits(50, long.MaxValue)));
        report.Add("scale in: batches of 50", batches.MedianMs, "ms", $"{MoveBatches.Of(scaledIn.Moves, new BatchLimits(50, long.MaxValue)).Length} batches");

        var worn = placement with { Partitions = [.. placement.Partitions.Select(partition => partition with { Replicas = Skewed(brokers, partition.Replicas.Length, random) })] };
        await MeasureAsync(report, "rebalance of a worn cluster", options, worn, BalanceRequest.Rebalance);
    }

    private static async Task<MovePlan> MeasureAsync(Report report, string what, BenchmarkOptions options, Placement placement, BalanceRequest request)
    {
        MovePlan plan = new([], []);
        var cold = await Samples.TakeAsync(1, () => plan = Balancer.Plan(placement, request, BalanceTolerance.Default));
        var warm = await Samples.TakeAsync(options.Runs, () => plan = Balancer.Plan(placement, request, BalanceTolerance.Default));
        var after = placement.After(plan);
        var open = placement.Brokers.Where(broker => !request.Drain.Contains(broker.Id)).Select(broker => broker.Id).ToList();
        report.Add($"{what}: plan, cold", cold.MedianMs, "ms");
        report.Add($"{what}: plan", warm.MedianMs, "ms", $"median of {options.Runs}");
        report.Add($"{what}: replicas copied", plan.Replicas, "replicas", $"in {plan.Moves.Length} moves");
        AddSpread(report, $"{what}: replicas", open, placement, after, partition => partition.Replicas, _ => 1);
        AddSpread(report, $"{what}: leaders", open, placement, after, partition => partition.Replicas[..1], _ => 1);
        AddSpread(report, $"{what}: bytes", open, placement, after, partition => partition.Replicas, partition => partition.Bytes!.Value);
        return plan;
    }

    private static void AddSpread(
        Report report, string what, List<int> brokers, Placement before, Placement after, Func<PlacedPartition, ImmutableArray<int>> held, Func<PlacedPartition, long> weight)
    {
        double[] Loads(Placement placement)
        {
            var loads = placement.Partitions.SelectMany(partition => held(partition).Select(id => (id, Weight: weight(partition))))
                .GroupBy(load => load.id, load => load.Weight).ToDictionary(group => group.Key, group => group.Sum());
            return [.. brokers.Select(id => (double)loads.GetValueOrDefault(id))];
        }

        var (old, now) = (Loads(before), Loads(after));
        report.Add($"{what}, largest to mean", now.Max() / now.Average(), "times", $"{now.Min():0} to {now.Max():0}; before {old.Min():0} to {old.Max():0}");
    }

    private static IEnumerable<PlacedPartition> Partitions(int topics, ImmutableArray<PlacementBroker> brokers, Random random) =>
        from topic in Enumerable.Range(0, topics)
        let size = Math.Pow(1000, random.NextDouble())
        from id in Enumerable.Range(0, random.Next(1, 67))
        select new PlacedPartition($"orders-{topic:0000}", id, Striped(brokers, topic + id, 3)) { Bytes = (long)(size * (1 << 20) * (0.5 + random.NextDouble())) };

    /// <summary>The first replica goes around the brokers, and so through the racks; the others follow it.</summary>
    private static ImmutableArray<int> Striped(ImmutableArray<PlacementBroker> brokers, int first, int replicas) =>
        [.. Enumerable.Range(first, replicas).Select(number => brokers[number % brokers.Length].Id)];

    /// <summary>By chance, and rather on brokers of low id.</summary>
    private static ImmutableArray<int> Skewed(ImmutableArray<PlacementBroker> brokers, int replicas, Random random)
    {
        var chosen = new List<int>();
        while (chosen.Count < replicas)
        {
            var id = Math.Min(random.Next(brokers.Length), random.Next(brokers.Length));
            if (!chosen.Contains(id))
                chosen.Add(id);
        }

        return [.. chosen];
    }
}
