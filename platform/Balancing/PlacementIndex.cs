using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Balancing;

/// <summary>
/// A placement with its brokers, racks, topics and partitions numbered from 0 in an order of their own, so that what was given in
/// another order is the same. Immutable.
/// </summary>
internal sealed class PlacementIndex
{
    public PlacementIndex(Placement placement, BalanceRequest request)
    {
        var listed = placement.Brokers.ToDictionary(broker => broker.Id);
        var ids = listed.Keys.Union(placement.Partitions.SelectMany(partition => partition.Replicas)).Order().ToList();
        var brokers = ids.Select((id, index) => (id, index)).ToDictionary(pair => pair.id, pair => pair.index);
        BrokerIds = [.. ids];
        Capacity = [.. ids.Select(id => listed.GetValueOrDefault(id)?.Capacity)];
        IsDrained = [.. ids.Select(request.Drain.Contains)];
        IsOpen = [.. ids.Select(id => listed.ContainsKey(id) && !request.Drain.Contains(id))];
        IsFilled = [.. ids.Select(id => request.Fill.IsEmpty || request.Fill.Contains(id))];
        Racks = [.. listed.Values.Select(broker => broker.Rack).Distinct().Order(StringComparer.Ordinal)];
        Rack = [.. ids.Select(id => listed.TryGetValue(id, out var broker) ? Racks.IndexOf(broker.Rack) : -1)];
        Open = [.. Enumerable.Range(0, ids.Count).Where(broker => IsOpen[broker])];
        OpenRacks = Open.Select(broker => Rack[broker]).Distinct().Count();
        Partitions = [.. placement.Partitions.OrderBy(partition => partition.Topic, StringComparer.Ordinal).ThenBy(partition => partition.Id)];
        Topics = [.. Partitions.Select(partition => partition.Topic).Distinct()];
        var topics = Topics.Select((topic, index) => (topic, index)).ToDictionary(pair => pair.topic, pair => pair.index, StringComparer.Ordinal);
        Topic = [.. Partitions.Select(partition => topics[partition.Topic])];
        Bytes = [.. Partitions.Select(partition => partition.Bytes ?? 0)];
        Rate = [.. Partitions.Select(partition => partition.BytesPerSecond ?? 0)];
        Origin = [.. Partitions.Select(partition => partition.Replicas.Select(id => brokers[id]).ToArray())];
    }

    /// <summary>Kafka's id of each broker.</summary>
    public ImmutableArray<int> BrokerIds { get; }

    public ImmutableArray<long?> Capacity { get; }

    public ImmutableArray<bool> IsDrained { get; }

    /// <summary>May hold replicas afterwards.</summary>
    public ImmutableArray<bool> IsOpen { get; }

    /// <summary>Those that are open.</summary>
    public ImmutableArray<int> Open { get; }

    /// <summary>May receive replicas for the sake of a soft goal, if it is open; all when none is named.</summary>
    public ImmutableArray<bool> IsFilled { get; }

    public ImmutableArray<string?> Racks { get; }

    /// <summary>Of each broker; -1 for one that is not listed.</summary>
    public ImmutableArray<int> Rack { get; }

    /// <summary>Racks with a broker that is open.</summary>
    public int OpenRacks { get; }

    public ImmutableArray<PlacedPartition> Partitions { get; }

    public ImmutableArray<string> Topics { get; }

    /// <summary>Of each partition.</summary>
    public ImmutableArray<int> Topic { get; }

    /// <summary>Of one replica of each partition.</summary>
    public ImmutableArray<long> Bytes { get; }

    /// <summary>Bytes per second of each partition's leader.</summary>
    public ImmutableArray<long> Rate { get; }

    /// <summary>Replicas of each partition as they are, the preferred leader first.</summary>
    public ImmutableArray<int[]> Origin { get; }
}
