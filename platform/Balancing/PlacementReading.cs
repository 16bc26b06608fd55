using System.Collections.Immutable;
using GitOpsKafka.Platform.Observation;

namespace GitOpsKafka.Platform.Balancing;

/// <summary>What brokers tell → what is planned with. Pure.</summary>
public static class PlacementReading
{
    /// <summary>Part of each disk that no plan fills: segments are rolled and indexes grow while replicas are copied.</summary>
    private const double KeptFree = 0.1;

    /// <summary>
    /// A partition on the move counts as being where it goes. Its size is that of its largest replica, for others may still catch up. A broker that
    /// did not tell of its disks has no limit.
    /// </summary>
    public static Placement Of(KafkaPlacementView view)
    {
        var moving = view.Moving.ToDictionary(move => move.Partition, move => move.Goal);
        var sizes = Replicas(view).GroupBy(replica => replica.Partition).ToDictionary(group => group.Key, group => group.Max(replica => replica.Bytes));
        return new Placement(
            [.. view.Cluster.Brokers.Select(broker => new PlacementBroker(broker.Id, broker.Rack) { Capacity = Capacity(view.LogDirs.GetValueOrDefault(broker.Id)) })],
            [.. view.Partitions.Select(placed => new PlacedPartition(placed.Partition.Topic, placed.Partition.Number, moving.GetValueOrDefault(placed.Partition, placed.Replicas))
            {
                Bytes = sizes.TryGetValue(placed.Partition, out var bytes) ? bytes : null,
            })]);
    }

    /// <summary>Brokers that did not tell of their disks, and why, by id.</summary>
    public static IEnumerable<(int Broker, string Why)> Untold(KafkaPlacementView view) =>
        from told in view.LogDirs where told.Value is Told<ImmutableArray<LogDirContents>>.Unknown select (told.Key, ((Told<ImmutableArray<LogDirContents>>.Unknown)told.Value).Why);

    private static IEnumerable<ReplicaSize> Replicas(KafkaPlacementView view) =>
        view.LogDirs.Values.OfType<Told<ImmutableArray<LogDirContents>>.Known>().SelectMany(told => told.Value).SelectMany(directory => directory.Replicas).Where(replica => !replica.IsFuture);

    /// <summary>What replicas have now and what is free, but for what is kept free.</summary>
    private static long? Capacity(Told<ImmutableArray<LogDirContents>>? told)
    {
        if (told is not Told<ImmutableArray<LogDirContents>>.Known { Value: { IsEmpty: false } directories } || directories.Any(directory => directory.LogDir.UsedShare is null))
            return null;
        var free = directories.Sum(directory => directory.LogDir.UsableBytes - (long)(directory.LogDir.TotalBytes * KeptFree));
        return Math.Max(0, free + directories.SelectMany(directory => directory.Replicas).Sum(replica => replica.Bytes));
    }
}
