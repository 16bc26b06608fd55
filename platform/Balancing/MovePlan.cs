using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Balancing;

/// <summary>How replicas come to where they should live. Equal inputs give equal plans, in whatever order they are given. Immutable.</summary>
/// <param name="Moves">By topic, then partition; each partition at most once.</param>
/// <param name="Blocked">
/// Topics for which a hard goal cannot be met, by name. While one keeps a broker from being drained nothing moves at all: what is
/// copied for a drain that cannot end is copied in vain.
/// </param>
public sealed record MovePlan(ImmutableArray<PartitionMove> Moves, ImmutableArray<BlockedTopic> Blocked)
{
    public bool IsEmpty => Moves.IsEmpty;

    /// <summary>Replicas that are copied; a new order of replicas copies none.</summary>
    public int Replicas => Moves.Sum(move => move.Added.Length);

    public long Bytes => Moves.Sum(move => move.Bytes);
}

/// <summary>One partition whose replicas change place or order. Immutable.</summary>
/// <param name="From">As they are, the preferred leader first.</param>
/// <param name="To">As they shall be, the preferred leader first; as many.</param>
/// <param name="Bytes">To be copied to all added replicas together; 0 also where the size is not known.</param>
/// <param name="Reason">One line that names the goal: <c>broker 2 is drained</c>; several reasons are joined by <c>; </c>.</param>
public sealed record PartitionMove(string Topic, int Partition, ImmutableArray<int> From, ImmutableArray<int> To, long Bytes, string Reason)
{
    /// <summary>Brokers that receive a replica.</summary>
    public ImmutableArray<int> Added => To.RemoveRange(From);

    /// <summary>Brokers that lose theirs.</summary>
    public ImmutableArray<int> Removed => From.RemoveRange(To);

    /// <summary><c>orders-3: 1, 2, 3 → 4, 2, 3 (broker 1 is drained)</c>.</summary>
    public override string ToString() => $"{Topic}-{Partition}: {string.Join(", ", From)} → {string.Join(", ", To)} ({Reason})";
}

/// <summary>A topic that stands in the way, and what would have to be otherwise. Immutable.</summary>
/// <param name="Reason"><c>replication factor 5 does not fit the 3 brokers that remain</c>.</param>
public sealed record BlockedTopic(string Topic, string Reason)
{
    public override string ToString() => $"{Topic}: {Reason}";
}
