using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Balancing;

/// <summary>Where the replicas of a Kafka cluster live. Order means nothing. Immutable.</summary>
/// <param name="Brokers">
/// Brokers that can hold replicas, each id once. A replica on a broker that is not among them stays where it is, and is nobody's share.
/// </param>
/// <param name="Partitions">All partitions of all topics, internal ones too, each once.</param>
public sealed record Placement(ImmutableArray<PlacementBroker> Brokers, ImmutableArray<PlacedPartition> Partitions)
{
    /// <summary>The placement once all moves are done.</summary>
    public Placement After(MovePlan plan)
    {
        var moved = plan.Moves.ToDictionary(move => (move.Topic, move.Partition), move => move.To);
        return this with { Partitions = [.. Partitions.Select(partition => moved.TryGetValue((partition.Topic, partition.Id), out var to) ? partition with { Replicas = to } : partition)] };
    }
}

/// <summary>A broker that can hold replicas. Immutable.</summary>
/// <param name="Rack"><c>broker.rack</c>. All brokers that have none count as one rack, as where Kafka itself places replicas.</param>
public sealed record PlacementBroker(int Id, string? Rack)
{
    /// <summary>Bytes that replicas may take in all its log directories together; null for no limit. What shall stay free is taken off by the caller.</summary>
    public long? Capacity { get; init; }
}

/// <summary>A partition and where its replicas are. Immutable.</summary>
/// <param name="Replicas">
/// Broker ids, each once; the first is the preferred leader. Of a partition that is being reassigned: the replicas that it shall have.
/// </param>
public sealed record PlacedPartition(string Topic, int Id, ImmutableArray<int> Replicas)
{
    /// <summary>Of one replica; null when not known, which counts as nothing.</summary>
    public long? Bytes { get; init; }

    /// <summary>What clients write to its leader and read from it; null when not known, which counts as nothing.</summary>
    public long? BytesPerSecond { get; init; }
}
