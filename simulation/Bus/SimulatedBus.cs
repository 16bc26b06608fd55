using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Simulation.Time;

namespace GitOpsKafka.Simulation.Bus;

/// <summary>The event topic in memory: one log that is never shortened, and offsets per group of consumers. Thread-safe.</summary>
public sealed class SimulatedBus(TimeProvider clock, Random random, Trace? trace = null) : IEventPublisher
{
    private readonly Lock _lock = new();
    private readonly List<BusRecord> _log = [];
    private readonly Dictionary<string, long> _offsets = new(StringComparer.Ordinal);
    private readonly List<WakeSignal> _waiting = [];

    /// <summary>May be changed at any time.</summary>
    public BusFaults Faults { get; set; } = new();

    /// <summary>Everything that was ever published, in order.</summary>
    public IReadOnlyList<BusRecord> Records
    {
        get
        {
            lock (_lock)
                return [.. _log];
        }
    }

    public IReadOnlyList<BusRecord> Of(ResourceKey key) => [.. Records.Where(record => record.Key == key)];

    /// <summary>The first offset that the group has not finished: everything before it is done.</summary>
    public long OffsetOf(string group)
    {
        lock (_lock)
            return _offsets.GetValueOrDefault(group);
    }

    /// <summary>Sends a group back (or forth), as an operator may to replay the trail. Consumers that run do not notice.</summary>
    public void Seek(string group, long offset)
    {
        lock (_lock)
            _offsets[group] = offset;
    }

    public Task PublishAsync(IReadOnlyList<PlatformEvent> events, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);
        lock (_lock)
        {
            foreach (var published in events)
            {
                _log.Add(new BusRecord(_log.Count, clock.GetUtcNow(), published));
                trace?.Add($"bus {_log.Count - 1}: {published.EventType} {published.About}");
            }

            _waiting.ForEach(waiting => waiting.Set());
        }

        return Task.CompletedTask;
    }

    /// <summary>
    /// Delivers from the group's offset on, until cancelled: events of one key one after another, different keys side by side. The offset is
    /// stored up to the first event that is not finished, so after a crash everything behind it comes again. One consumer per group.
    /// </summary>
    /// <exception cref="Exception">What the handler threw first; its event was not finished and comes again with the next subscription.</exception>
    public async Task SubscribeAsync(string group, Func<BusRecord, CancellationToken, Task> handler, CancellationToken cancellationToken)
    {
        var wake = new WakeSignal();
        var consumer = new BusConsumer(OffsetOf(group), handler, new BusDelivery(clock, random, () => Faults), done => Seek(group, done), wake.Set);
        lock (_lock)
            _waiting.Add(wake);
        using var life = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            while (consumer.Failure is null && !cancellationToken.IsCancellationRequested)
            {
                Take(consumer, life.Token);
                await wake.WaitAsync(life.Token);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        finally
        {
            lock (_lock)
                _waiting.Remove(wake);
            // CancelAsync would go through the thread pool, and so out of a simulation.
#pragma warning disable VSTHRD103
            life.Cancel();
#pragma warning restore VSTHRD103
            await consumer.DrainAsync();
        }

        consumer.ThrowIfFailed();
    }

    private void Take(BusConsumer consumer, CancellationToken cancellationToken)
    {
        BusRecord[] fresh;
        lock (_lock)
            fresh = [.. _log.Skip((int)consumer.Next)];
        consumer.Take(fresh, cancellationToken);
    }
}
