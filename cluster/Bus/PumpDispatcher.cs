using System.Diagnostics.CodeAnalysis;
using GitOpsKafka.Platform.Events;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Cluster.Bus;

/// <summary>
/// Brings events to the handler: those of one key one after another, those of different keys at once. A failed one is tried again for ever,
/// and only its own key waits for it. Thread-safe.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Without timers and wait handles there is nothing to free, and handlers may keep the token.")]
internal sealed class PumpDispatcher(
    PumpOptions options, Func<ChangeDelivery, CancellationToken, Task> handler, TimeProvider time, BusMetrics metrics, ILogger logger)
{
    private readonly Lock _sync = new();
    private readonly Dictionary<int, PartitionWork> _partitions = [];
    private readonly HandlerCalls _calls = new(options, handler, time, metrics, logger);

    /// <summary>Events accepted and not done, over all partitions.</summary>
    public int OpenCount
    {
        get
        {
            lock (_sync)
                return _partitions.Values.Sum(work => work.Offsets.OpenCount);
        }
    }

    public void Assign(IEnumerable<int> partitions)
    {
        lock (_sync)
        {
            foreach (var partition in partitions)
                _partitions.TryAdd(partition, new PartitionWork(partition));
        }
    }

    public void Accept(TrailRecord record)
    {
        metrics.Consumed();
        var wanted = Wanted(record);
        lock (_sync)
        {
            if (!_partitions.TryGetValue(record.Partition, out var work) || work.Stopping.IsCancellationRequested || !work.Offsets.Accept(record.Offset))
                return;
            if (wanted is null)
                work.Offsets.Complete(record.Offset);
            else
                Enqueue(work, record.Key, wanted);
        }
    }

    /// <summary>Low-water marks that moved since the last call.</summary>
    public IReadOnlyList<(int Partition, long Offset)> TakeMarks()
    {
        lock (_sync)
            return [.. _partitions.Values.Select(work => work.TakeMark()).OfType<(int, long)>()];
    }

    /// <summary>Begins nothing more for the partitions, waits for what runs, cancels it after the grace. Blocks.</summary>
    /// <returns>Where the next owner goes on.</returns>
    public IReadOnlyList<(int Partition, long Offset)> Revoke(IReadOnlyCollection<int> partitions)
    {
        var works = Take(partitions, work => work.Stop());
        var began = time.GetTimestamp();
        foreach (var work in works.Where(work => !work.WaitIdle(options.RevokeGrace - time.GetElapsedTime(began))))
            work.Lose();
        // A handler that heard of the cancellation needs a moment to leave; what it then reports no longer counts.
        foreach (var work in works.Where(work => work.Lost.IsCancellationRequested))
            work.WaitIdle(TimeSpan.FromSeconds(1));
        lock (_sync)
            return [.. works.Select(work => (work.Partition, work.Offsets.LowWaterMark)).Where(mark => mark.LowWaterMark is not null).Select(mark => (mark.Partition, mark.LowWaterMark!.Value))];
    }

    /// <summary>Others own the partitions already: cancels all that runs for them, and stores nothing.</summary>
    public void Lose(IReadOnlyCollection<int> partitions) => Take(partitions, work => work.Lose());

    private List<PartitionWork> Take(IReadOnlyCollection<int> partitions, Action<PartitionWork> end)
    {
        var taken = new List<PartitionWork>();
        lock (_sync)
        {
            foreach (var partition in partitions)
            {
                if (_partitions.Remove(partition, out var work))
                    taken.Add(work);
            }
        }

        // Outside the lock: cancelling runs the handlers' own callbacks.
        taken.ForEach(end);
        return taken;
    }

    private ChangeDelivery? Wanted(TrailRecord record)
    {
        switch (EventCodec.Decode(record.Bytes))
        {
            case DecodedEvent.Known { Envelope: var envelope }:
                return options.EventTypes.Contains(envelope.Data.EventType) ? new ChangeDelivery(envelope, record.Partition, record.Offset) : null;
            case DecodedEvent.Malformed { Reason: var reason }:
                metrics.Undecodable();
                logger.EventUndecodable(record.Partition, record.Offset, reason);
                return null;
            default:
                return null;
        }
    }

    private void Enqueue(PartitionWork work, string key, ChangeDelivery delivery)
    {
        if (!work.Keys.TryGetValue(key, out var queue))
            work.Keys[key] = queue = new Queue<ChangeDelivery>();
        foreach (var older in queue)
            older.Supersede(delivery.Envelope);
        queue.Enqueue(delivery);
        if (queue.Count > 1)
            return;
        work.Began();
        _ = Task.Run(() => DrainAsync(work, key, queue), CancellationToken.None);
    }

    /// <summary>Ends without exception: the partition counts who is still running, and waits for that on revocation.</summary>
    private async Task DrainAsync(PartitionWork work, string key, Queue<ChangeDelivery> queue)
    {
        var next = queue.Peek();
        while (next is not null && await _calls.HandleAsync(work, next))
            next = Complete(work, key, queue, next);
        lock (_sync)
            work.Ended();
    }

    private ChangeDelivery? Complete(PartitionWork work, string key, Queue<ChangeDelivery> queue, ChangeDelivery done)
    {
        lock (_sync)
        {
            work.Offsets.Complete(done.Offset);
            queue.Dequeue();
            if (queue.TryPeek(out var next))
                return next;
            work.Keys.Remove(key);
            return null;
        }
    }
}
