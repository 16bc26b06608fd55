using System.Collections.Immutable;
using GitOpsKafka.Platform.Balancing;

namespace GitOpsKafka.Tests.Unit.Platform.Balancing;

/// <summary>Clusters to balance: as Kafka places replicas on new topics, and as years of hand work leave them.</summary>
internal static class Placements
{
    public const long Gi = 1L << 30;

    /// <summary>Ids from 0; racks <c>a</c>, <c>b</c>, … in turn, or none.</summary>
    public static ImmutableArray<PlacementBroker> Brokers(int count, int racks = 0) =>
        [.. Enumerable.Range(0, count).Select(id => new PlacementBroker(id, racks == 0 ? null : $"{(char)('a' + (id % racks))}"))];

    /// <summary>The first replica goes around the brokers, the others follow it.</summary>
    public static IEnumerable<PlacedPartition> Topic(string name, int partitions, int replicas, ImmutableArray<PlacementBroker> brokers, int shift = 0, long? bytes = null) =>
        from id in Enumerable.Range(0, partitions)
        select new PlacedPartition(name, id, [.. Enumerable.Range(0, replicas).Select(place => brokers[(id + shift + place) % brokers.Length].Id)]) { Bytes = bytes };

    public static Placement Even(ImmutableArray<PlacementBroker> brokers, int topics, int partitions, int replicas, long? bytes = Gi) =>
        new(brokers, [.. Enumerable.Range(0, topics).SelectMany(number => Topic($"orders-{number}", partitions, replicas, brokers, number, bytes))]);

    /// <summary>Nothing about it is even: brokers are preferred by chance, racks are ignored in half of the clusters, sizes differ a thousandfold.</summary>
    public static Placement Uneven(Random random)
    {
        var racks = random.Next(4) is var some && some == 0 ? 0 : some + 1;
        var brokers = Brokers(random.Next(Math.Max(3, racks), 13), racks);
        var favour = brokers.ToDictionary(broker => broker.Id, _ => Math.Pow(random.NextDouble(), 2) + 0.05);
        var isRackAware = random.Next(2) == 0;
        var partitions = ImmutableArray.CreateBuilder<PlacedPartition>();
        foreach (var topic in Enumerable.Range(0, random.Next(1, 15)))
        {
            var replicas = random.Next(1, Math.Min(6, brokers.Length));
            var size = Math.Pow(10, random.NextDouble() * 3) * 1e6;
            foreach (var id in Enumerable.Range(0, random.Next(1, 60)))
            {
                partitions.Add(new PlacedPartition($"topic-{topic}", id, Draw(random, brokers, favour, replicas, isRackAware))
                {
                    Bytes = random.Next(10) == 0 ? null : (long)(size * (0.5 + random.NextDouble())),
                    BytesPerSecond = random.Next(10) == 0 ? null : (long)(size * random.NextDouble() / 100),
                });
            }
        }

        return new Placement(brokers, partitions.ToImmutable());
    }

    public static Placement Shuffled(this Placement placement, Random random)
    {
        var (brokers, partitions) = (placement.Brokers.ToArray(), placement.Partitions.ToArray());
        random.Shuffle(brokers);
        random.Shuffle(partitions);
        return new Placement([.. brokers], [.. partitions]);
    }

    public static int Racks(this Placement placement, PlacedPartition partition) =>
        partition.Replicas.Select(id => placement.Brokers.Single(broker => broker.Id == id).Rack).Distinct().Count();

    public static ImmutableSortedDictionary<int, int> Replicas(this Placement placement) => Count(placement, partition => partition.Replicas);

    public static ImmutableSortedDictionary<int, int> Leaders(this Placement placement) => Count(placement, partition => [partition.Replicas[0]]);

    public static ImmutableSortedDictionary<int, long> Bytes(this Placement placement) => placement.Brokers.ToImmutableSortedDictionary(
        broker => broker.Id, broker => placement.Partitions.Where(partition => partition.Replicas.Contains(broker.Id)).Sum(partition => partition.Bytes ?? 0));

    public static int Spread(this ImmutableSortedDictionary<int, int> counts) => counts.Values.Max() - counts.Values.Min();

    private static ImmutableSortedDictionary<int, int> Count(Placement placement, Func<PlacedPartition, ImmutableArray<int>> brokers)
    {
        var counts = placement.Partitions.SelectMany(partition => brokers(partition)).CountBy(id => id).ToDictionary();
        return placement.Brokers.ToImmutableSortedDictionary(broker => broker.Id, broker => counts.GetValueOrDefault(broker.Id));
    }

    private static ImmutableArray<int> Draw(Random random, ImmutableArray<PlacementBroker> brokers, Dictionary<int, double> favour, int replicas, bool isRackAware)
    {
        var order = brokers.OrderByDescending(broker => Math.Pow(random.NextDouble(), 1 / favour[broker.Id])).ToList();
        var first = isRackAware ? order.DistinctBy(broker => broker.Rack).ToList() : [];
        return [.. first.Concat(order.Except(first)).Take(replicas).Select(broker => broker.Id)];
    }
}
