using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Cluster.Bus;

/// <summary>
/// The file of a journal, and what it means when its disk fails. Not thread-safe, but <see cref="Flush"/> may run beside all but
/// <see cref="Replace"/>.
/// </summary>
internal sealed class SpoolFile : IDisposable
{
    private readonly string _path;
    private JournalFile _file;
    private volatile Exception? _broken;

    private SpoolFile(string path, JournalFile file) => (_path, _file) = (path, file);

    /// <summary>Bytes.</summary>
    public long Length => _file.Length;

    /// <summary>Cuts off what a crash left half written, and begins the chain of a new producer in a new file.</summary>
    public static (SpoolFile File, JournalState State) Open(string path, string role, ILogger logger)
    {
        var file = JournalFile.Open(path, out var records, out var tornBytes);
        if (tornBytes > 0)
            logger.SpoolWasTorn(path, tornBytes);
        if (records.Count == 0)
        {
            records.Add(new JournalRecord.Began(JournalState.New(role).Head));
            file.Append(records[0]);
            file.Flush();
        }

        var state = JournalState.Of(records);
        logger.SpoolOpened(path, state.Head.Producer, state.Head.Sequence, state.Pending.Count);
        return (new SpoolFile(path, file), state);
    }

    /// <exception cref="SpoolException">The disk failed earlier.</exception>
    public void ThrowIfBroken()
    {
        if (_broken is { } cause)
            throw new SpoolException($"the spool {_path} cannot be trusted since its disk failed: restart the process", cause);
    }

    /// <exception cref="SpoolException">Nothing was appended; the next time may go well.</exception>
    public void Append(ReadOnlySpan<JournalRecord> records)
    {
        try
        {
            _file.Append(records);
        }
        catch (IOException exception)
        {
            throw new SpoolException($"the spool {_path} cannot be written", exception);
        }
    }

    /// <summary>For what is learned again from the bus after a restart, so that a full disk does no harm.</summary>
    public void TryAppend(JournalRecord record)
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

    /// <exception cref="SpoolException">Nobody knows what the disk has.</exception>
    public void Flush()
    {
        try
        {
            _file.Flush();
        }
        catch (IOException exception)
        {
            // After a failed fsync nobody knows what the disk has, and a second fsync may falsely succeed. Source: https://wiki.postgresql.org/wiki/Fsync_Errors.
            _broken = exception;
            throw new SpoolException($"the spool {_path} cannot be flushed", exception);
        }
    }

    /// <summary>Written beside, flushed and renamed over, so that a crash leaves either the old file or the new one.</summary>
    public void Replace(ReadOnlySpan<JournalRecord> records)
    {
        var next = _path + ".new";
        File.Delete(next);
        var file = JournalFile.Open(next, out _, out _);
        file.Append(records);
        file.Flush();
        File.Move(next, _path, overwrite: true);
        _file.Dispose();
        _file = file;
    }

    public void Dispose() => _file.Dispose();
}
