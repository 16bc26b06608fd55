using System.Collections.Immutable;
using GitOpsKafka.Platform.Events;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Cluster.Bus;

/// <summary>
/// The durable local spool of one producer: its chain, the events that the bus has not confirmed, and how far the bus was read.
/// An event is appended and flushed before it is sent, so a crash anywhere loses none. One process at a time. Thread-safe.
/// </summary>
internal sealed class EventJournal : IDisposable
{
    private const long RewriteBytes = 8L << 20;

    private readonly Lock _sync = new();
    private readonly SharedFlush _flush = new();
    private readonly ConfirmationWaits _waits = new();
    private readonly string _role;
    private readonly long _maxPendingBytes;
    private readonly SpoolLock _ownership;
    private readonly SpoolFile _file;
    private volatile JournalState _state;
    private long _durableSequence;

    private EventJournal(string directory, string role, long maxPendingBytes, SpoolLock ownership, ILogger logger)
    {
        (_role, _maxPendingBytes, _ownership) = (role, maxPendingBytes, ownership);
        (_file, _state) = SpoolFile.Open(Path.Combine(directory, "events.journal"), role, logger);
        _durableSequence = Head.Sequence;
    }

    /// <summary>The newest link of the chain, durable or about to be.</summary>
    public ChainHead Head => _state.Head;

    /// <summary>By partition, the offset before which nothing of what is pending lies.</summary>
    public ImmutableDictionary<int, long> Positions => _state.Positions;

    public int PendingCount => _state.Pending.Count;

    /// <summary>Null when the bus has everything.</summary>
    public PendingEvent? OldestPending => _state.Oldest;

    /// <param name="role">Begins the name of a new producer: <c>reconciler</c>.</param>
    /// <exception cref="SpoolException">Another process has it.</exception>
    public static EventJournal Open(string directory, string role, long maxPendingBytes, ILogger logger)
    {
        var ownership = SpoolLock.Take(directory);
        try
        {
            return new EventJournal(directory, role, maxPendingBytes, ownership, logger);
        }
        catch
        {
            ownership.Dispose();
            throw;
        }
    }

    /// <summary>Returns when the events are on the disk; one flush serves all that were appended meanwhile.</summary>
    /// <param name="seal">Continues the chain; called alone. What it throws leaves the journal as it was.</param>
    /// <exception cref="SpoolException">The spool is full or its disk broke.</exception>
    public async Task AppendAsync(Func<ChainHead, IReadOnlyList<SealedEvent>> seal)
    {
        long batch;
        lock (_sync)
        {
            _file.ThrowIfBroken();
            Append([.. seal(Head).Select(PendingEvent.Of)]);
            batch = _flush.Appended();
        }

        await _flush.ThroughAsync(batch, Flush);
    }

    /// <summary>Events on the disk and not confirmed, after the sequence, in order.</summary>
    public IReadOnlyList<PendingEvent> DurableAfter(long sequence, int max)
    {
        lock (_sync)
            return [.. _state.Between(sequence, _durableSequence).Take(max)];
    }

    public PendingEvent? Pending(long sequence) => _state.Pending.GetValueOrDefault(sequence);

    /// <summary>The bus has it. Not flushed: after a crash the bus is asked again.</summary>
    public void Confirm(long sequence, int partition, long offset)
    {
        lock (_sync)
        {
            Note(new JournalRecord.Confirmed(sequence, partition, offset));
            _waits.Release(_state.Oldest?.Sequence);
        }
    }

    public void Scanned(IReadOnlyDictionary<int, long> ends)
    {
        lock (_sync)
            Note(new JournalRecord.Scanned(ends.ToImmutableDictionary()));
    }

    /// <summary>Completes when the bus has all events up to the sequence.</summary>
    public Task WhenConfirmedAsync(long sequence, CancellationToken cancellationToken)
    {
        lock (_sync)
        {
            var confirmed = _waits.Add(sequence);
            _waits.Release(_state.Oldest?.Sequence);
            return confirmed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Drops what is confirmed from the file when it has grown large.</summary>
    public async Task ShrinkAsync()
    {
        bool isWorthIt;
        lock (_sync)
            isWorthIt = _file.Length >= RewriteBytes && _state.PendingBytes <= _file.Length / 2;
        if (isWorthIt)
            await _flush.ReplaceAsync(() => Rewrite(static state => state));
    }

    /// <summary>
    /// Begins a new chain with what is pending, because the bus has later links of the old one: this spool was restored from a copy.
    /// </summary>
    public Task BeginNewChainAsync() => _flush.ReplaceAsync(() => Rewrite(state => state.OnNewChain(_role)));

    public void Dispose()
    {
        _file.Dispose();
        _ownership.Dispose();
        _flush.Dispose();
    }

    private void Append(PendingEvent[] events)
    {
        var bytes = events.Sum(pending => (long)pending.Bytes.Length);
        if (_state.PendingBytes + bytes > _maxPendingBytes)
            throw new SpoolException($"the spool holds {PendingCount} events that the bus has not taken, {_state.PendingBytes} bytes of at most {_maxPendingBytes}: bring the bus back");
        var records = Array.ConvertAll(events, pending => (JournalRecord)new JournalRecord.Appended(pending));
        _file.Append(records);
        _state = records.Aggregate(_state, (state, record) => state.With(record));
    }

    private void Note(JournalRecord record)
    {
        _state = _state.With(record);
        _file.TryAppend(record);
    }

    private void Flush()
    {
        // Before the flush: what others append meanwhile may not be on the disk.
        var sequence = Head.Sequence;
        _file.Flush();
        lock (_sync)
            _durableSequence = sequence;
    }

    private void Rewrite(Func<JournalState, JournalState> change)
    {
        lock (_sync)
        {
            var next = change(_state);
            _file.Replace(next.ToRecords());
            (_state, _durableSequence) = (next, next.Head.Sequence);
        }
    }
}
