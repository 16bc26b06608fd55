using System.Collections.Immutable;
using System.Security.Cryptography;
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
    private readonly SemaphoreSlim _flushing = new(1, 1);
    private readonly SortedDictionary<long, PendingEvent> _pending = [];
    private readonly List<(long Sequence, TaskCompletionSource Done)> _waiting = [];
    private readonly string _path;
    private readonly string _role;
    private readonly long _maxPendingBytes;
    private readonly FileStream _ownership;
    private JournalFile _file;
    private ImmutableDictionary<int, long> _positions = ImmutableDictionary<int, long>.Empty;
    private long _pendingBytes;
    private long _durableSequence;
    private long _batches;
    private long _flushedBatches;
    private Exception? _broken;

    private EventJournal(string directory, string role, long maxPendingBytes, FileStream ownership, ILogger logger)
    {
        (_path, _role, _maxPendingBytes, _ownership) = (Path.Combine(directory, "events.journal"), role, maxPendingBytes, ownership);
        _file = JournalFile.Open(_path, out var records, out var tornBytes);
        if (tornBytes > 0)
            logger.SpoolWasTorn(_path, tornBytes);
        if (records.Count == 0)
            Begin(NewProducer(role));
        foreach (var record in records)
            Replay(record);
        _durableSequence = Head!.Sequence;
        logger.SpoolOpened(_path, Head.Producer, Head.Sequence, _pending.Count);
    }

    /// <summary>The newest link of the chain, durable or about to be.</summary>
    public ChainHead Head { get; private set; } = ChainHead.Start("");

    /// <summary>By partition, the offset before which nothing of what is pending lies.</summary>
    public ImmutableDictionary<int, long> Positions
    {
        get
        {
            lock (_sync)
                return _positions;
        }
    }

    public int PendingCount
    {
        get
        {
            lock (_sync)
                return _pending.Count;
        }
    }

    /// <summary>Null when the bus has everything.</summary>
    public PendingEvent? OldestPending
    {
        get
        {
            lock (_sync)
                return _pending.Count == 0 ? null : _pending.First().Value;
        }
    }

    /// <param name="role">Begins the name of a new producer: <c>reconciler</c>.</param>
    /// <exception cref="SpoolException">Another process has it.</exception>
    public static EventJournal Open(string directory, string role, long maxPendingBytes, ILogger logger)
    {
        Directory.CreateDirectory(directory);
        var ownership = Own(Path.Combine(directory, "lock"));
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
            if (_broken is not null)
                throw new SpoolException($"the spool {_path} cannot be trusted since its disk failed: restart the process", _broken);
            Append([.. seal(Head).Select(PendingEvent.Of)]);
            batch = ++_batches;
        }

        await FlushThroughAsync(batch);
    }

    /// <summary>Events on the disk and not confirmed, after the sequence, in order.</summary>
    public IReadOnlyList<PendingEvent> DurableAfter(long sequence, int max)
    {
        lock (_sync)
            return [.. _pending.Values.SkipWhile(pending => pending.Sequence <= sequence).TakeWhile(pending => pending.Sequence <= _durableSequence).Take(max)];
    }

    public PendingEvent? Pending(long sequence)
    {
        lock (_sync)
            return _pending.GetValueOrDefault(sequence);
    }

    /// <summary>The bus has it. Not flushed: after a crash the bus is asked again.</summary>
    public void Confirm(long sequence, int partition, long offset)
    {
        lock (_sync)
        {
            var confirmed = new JournalRecord.Confirmed(sequence, partition, offset);
            Replay(confirmed);
            TryAppend(confirmed);
            Release();
        }
    }

    public void Scanned(IReadOnlyDictionary<int, long> ends)
    {
        lock (_sync)
        {
            var scanned = new JournalRecord.Scanned(ends.ToImmutableDictionary());
            Replay(scanned);
            TryAppend(scanned);
        }
    }

    /// <summary>Completes when the bus has all events up to the sequence.</summary>
    public Task WhenConfirmedAsync(long sequence, CancellationToken cancellationToken)
    {
        lock (_sync)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((sequence, done));
            Release();
            return done.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Drops what is confirmed from the file when it has grown large.</summary>
    public async Task ShrinkAsync()
    {
        bool isWorthIt;
        lock (_sync)
            isWorthIt = _file.Length >= RewriteBytes && _pendingBytes <= _file.Length / 2;
        if (isWorthIt)
            await RewriteAsync(static (head, pending) => (head, pending));
    }

    /// <summary>
    /// Begins a new chain with what is pending, because the bus has later links of the old one: this spool was restored from a copy.
    /// </summary>
    public Task BeginNewChainAsync() => RewriteAsync((_, pending) =>
    {
        var head = NewProducer(_role);
        var events = new List<PendingEvent>();
        foreach (var old in pending)
        {
            var envelope = ((DecodedEvent.Known)EventCodec.Decode(old.Bytes)).Envelope;
            var link = EventChain.Seal(envelope.Data, envelope.Time, envelope.Source, head, envelope.TraceParent);
            head = link.Head;
            events.Add(PendingEvent.Of(link));
        }

        return (head, events);
    });

    public void Dispose()
    {
        _file.Dispose();
        _ownership.Dispose();
        _flushing.Dispose();
    }

    private static FileStream Own(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new SpoolException($"{path} is held by another process: each process needs a spool folder of its own", exception);
        }
    }

    // Random, so that a process that lost its disk never continues a chain that others have seen further.
    private static ChainHead NewProducer(string role) => ChainHead.Start($"{role}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}");

    private void Begin(ChainHead head)
    {
        Head = head;
        _file.Append(new JournalRecord.Began(head));
        _file.Flush();
    }

    private void Replay(JournalRecord record)
    {
        switch (record)
        {
            case JournalRecord.Began { Head: var head }:
                Head = head;
                break;
            case JournalRecord.Appended { Event: var pending }:
                _pending[pending.Sequence] = pending;
                _pendingBytes += pending.Bytes.Length;
                Head = new ChainHead(Head.Producer, Math.Max(Head.Sequence, pending.Sequence), pending.Sequence > Head.Sequence ? pending.Chain : Head.Chain);
                break;
            case JournalRecord.Confirmed confirmed:
                if (_pending.Remove(confirmed.Sequence, out var done))
                    _pendingBytes -= done.Bytes.Length;
                _positions = _positions.SetItem(confirmed.Partition, Math.Max(_positions.GetValueOrDefault(confirmed.Partition), confirmed.Offset + 1));
                break;
            case JournalRecord.Scanned { Positions: var positions }:
                _positions = positions;
                break;
        }
    }

    private void Append(PendingEvent[] events)
    {
        var bytes = events.Sum(pending => (long)pending.Bytes.Length);
        if (_pendingBytes + bytes > _maxPendingBytes)
            throw new SpoolException($"the spool holds {_pending.Count} events that the bus has not taken, {_pendingBytes} bytes of at most {_maxPendingBytes}: bring the bus back");
        var records = Array.ConvertAll(events, pending => (JournalRecord)new JournalRecord.Appended(pending));
        try
        {
            _file.Append(records);
        }
        catch (IOException exception)
        {
            throw new SpoolException($"the spool {_path} cannot be written", exception);
        }

        foreach (var record in records)
            Replay(record);
    }

    /// <summary>What is lost here is learned again from the bus after a restart, so a full disk does no harm.</summary>
    private void TryAppend(JournalRecord record)
    {
        if (_broken is not null)
            return;
        try
        {
            _file.Append(record);
        }
        catch (IOException exception)
        {
            _broken = exception;
        }
    }

    private async Task FlushThroughAsync(long batch)
    {
        // Not cancellable: the events are appended and will be sent, so the caller must hear of it.
        await _flushing.WaitAsync(CancellationToken.None);
        try
        {
            if (_flushedBatches < batch)
                Flush();
        }
        finally
        {
            _flushing.Release();
        }
    }

    private void Flush()
    {
        long batches, sequence;
        lock (_sync)
            (batches, sequence) = (_batches, Head.Sequence);
        try
        {
            _file.Flush();
        }
        catch (IOException exception)
        {
            // After a failed fsync nobody knows what the disk has, and a second fsync may falsely succeed. Source: https://wiki.postgresql.org/wiki/Fsync_Errors.
            lock (_sync)
                _broken = exception;
            throw new SpoolException($"the spool {_path} cannot be flushed", exception);
        }

        lock (_sync)
            (_flushedBatches, _durableSequence) = (batches, sequence);
    }

    private async Task RewriteAsync(Func<ChainHead, IReadOnlyList<PendingEvent>, (ChainHead Head, IReadOnlyList<PendingEvent> Pending)> change)
    {
        await _flushing.WaitAsync(CancellationToken.None);
        try
        {
            lock (_sync)
                Rewrite(change(Head, [.. _pending.Values]));
        }
        finally
        {
            _flushing.Release();
        }
    }

    /// <summary>Written beside and renamed over, so that a crash leaves either the old file or the new one.</summary>
    private void Rewrite((ChainHead Head, IReadOnlyList<PendingEvent> Pending) content)
    {
        var next = _path + ".new";
        File.Delete(next);
        var file = JournalFile.Open(next, out _, out _);
        file.Append(
        [
            new JournalRecord.Began(content.Head),
            new JournalRecord.Scanned(_positions),
            .. content.Pending.Select(pending => new JournalRecord.Appended(pending)),
        ]);
        file.Flush();
        File.Move(next, _path, overwrite: true);
        _file.Dispose();
        _file = file;
        _pending.Clear();
        foreach (var pending in content.Pending)
            _pending[pending.Sequence] = pending;
        _pendingBytes = content.Pending.Sum(pending => (long)pending.Bytes.Length);
        Head = content.Head;
        (_durableSequence, _flushedBatches) = (Head.Sequence, _batches);
    }

    private void Release()
    {
        var first = _pending.Count == 0 ? long.MaxValue : _pending.First().Key;
        _waiting.RemoveAll(waiting => waiting.Sequence < first && waiting.Done.TrySetResult());
    }
}
