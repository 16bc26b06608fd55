using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Balancing;

/// <summary>Splits a plan into batches that are small enough to be throttled and to be given up. Pure.</summary>
public static class MoveBatches
{
    /// <summary>
    /// Small moves come first, so that brokers are relieved early; one that would be too much for a broker lets those of other brokers go
    /// before it. What copies nothing comes last: preferred leaders are only changed where data is in place.
    /// </summary>
    /// <returns>Every move exactly once.</returns>
    public static ImmutableArray<MoveBatch> Of(ImmutableArray<PartitionMove> moves, BatchLimits limits)
    {
        var batches = ImmutableArray.CreateBuilder<MoveBatch>();
        var waiting = moves.OrderBy(move => move.Added.IsEmpty).ThenBy(move => move.Bytes).ThenBy(move => move.Topic, StringComparer.Ordinal).ThenBy(move => move.Partition).ToList();
        while (waiting.Count > 0)
            batches.Add(Take(waiting, limits));
        return batches.ToImmutable();
    }

    private static MoveBatch Take(List<PartitionMove> waiting, BatchLimits limits)
    {
        var taken = ImmutableArray.CreateBuilder<PartitionMove>();
        var inFlight = new Dictionary<int, long>();
        var isCopying = !waiting[0].Added.IsEmpty;
        waiting.RemoveAll(move =>
        {
            if (taken.Count >= Math.Max(1, limits.Moves) || move.Added.IsEmpty == isCopying || !Fits(move, inFlight, limits))
                return false;
            foreach (var (broker, bytes) in Load(move))
                inFlight[broker] = inFlight.GetValueOrDefault(broker) + bytes;
            taken.Add(move);
            return true;
        });
        return new MoveBatch(taken.ToImmutable());
    }

    /// <summary>A move that alone is more than the limit goes where its brokers have nothing else to copy.</summary>
    private static bool Fits(PartitionMove move, Dictionary<int, long> inFlight, BatchLimits limits) =>
        Load(move).All(load => inFlight.GetValueOrDefault(load.Broker) is var bytes && (bytes == 0 || bytes + load.Bytes <= limits.BytesPerBroker));

    /// <summary>The leader sends to each new replica.</summary>
    private static IEnumerable<(int Broker, long Bytes)> Load(PartitionMove move) => move.Added.IsEmpty
        ? []
        : move.Added.Select(broker => (broker, move.Bytes / move.Added.Length)).Prepend((move.From[0], move.Bytes));
}

/// <summary>How much may be under way at once. Immutable.</summary>
/// <param name="Moves">Partitions in one batch, 1 or more.</param>
/// <param name="BytesPerBroker">That one broker sends or receives within one batch. A single larger move is still made, alone on its brokers.</param>
public sealed record BatchLimits(int Moves, long BytesPerBroker);

/// <summary>Moves that are under way at once. Immutable.</summary>
/// <param name="Moves">Never empty; either all copy something or none does.</param>
public sealed record MoveBatch(ImmutableArray<PartitionMove> Moves)
{
    public long Bytes => Moves.Sum(move => move.Bytes);
}
