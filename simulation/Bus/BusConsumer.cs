using System.Runtime.ExceptionServices;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Simulation.Bus;

/// <summary>One run of one consumer: a queue per key, and the offset below which all is done. Thread-safe.</summary>
/// <param name="store">Takes the offset whenever it has moved.</param>
/// <param name="failed">Called when a handler has thrown.</param>
internal sealed class BusConsumer(long start, Func<BusRecord, CancellationToken, Task> handler, BusDelivery delivery, Action<long> store, Action failed)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ResourceKey, LinkedList<BusRecord>> _queues = [];
    private readonly SortedSet<long> _open = [];
    private readonly List<Task> _running = [];

    /// <summary>Offset of the next event to take.</summary>
    public long Next { get; private set; } = start;

    public ExceptionDispatchInfo? Failure { get; private set; }

    public void Take(BusRecord[] records, CancellationToken cancellationToken)
    {
        List<ResourceKey> idle = [];
        lock (_lock)
        {
            foreach (var record in records)
            {
                Next = record.Offset + 1;
                _open.Add(record.Offset);
                if (!_queues.TryGetValue(record.Key, out var queue))
                {
                    _queues[record.Key] = queue = new LinkedList<BusRecord>();
                    idle.Add(record.Key);
                }

                queue.AddLast(record);
            }

            _running.RemoveAll(task => task.IsCompleted);
        }

        var started = idle.ConvertAll(key => WorkAsync(key, cancellationToken));
        lock (_lock)
            _running.AddRange(started);
    }

    /// <summary>Completes when no handler runs any more.</summary>
    public Task DrainAsync()
    {
        lock (_lock)
            return Task.WhenAll(_running);
    }

    public void ThrowIfFailed() => Failure?.Throw();

    private async Task WorkAsync(ResourceKey key, CancellationToken cancellationToken)
    {
        try
        {
            while (Failure is null && Dequeue(key) is { } record)
            {
                await delivery.DelayAsync(cancellationToken);
                await handler(record, cancellationToken);
                if (delivery.IsDuplicated())
                    await handler(record, cancellationToken);
                Finish(record);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch (Exception failure)
        {
            Failure ??= ExceptionDispatchInfo.Capture(failure);
            failed();
        }
    }

    private BusRecord? Dequeue(ResourceKey key)
    {
        lock (_lock)
        {
            var queue = _queues[key];
            if (queue.First is not { } first)
            {
                _queues.Remove(key);
                return null;
            }

            var next = first.Next is { } second && delivery.IsOvertaken() ? second : first;
            queue.Remove(next);
            return next.Value;
        }
    }

    private void Finish(BusRecord record)
    {
        lock (_lock)
        {
            _open.Remove(record.Offset);
            store(_open.Count > 0 ? _open.Min : Next);
        }
    }
}
