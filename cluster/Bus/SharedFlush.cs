using System.Runtime.ExceptionServices;

namespace GitOpsKafka.Cluster.Bus;

/// <summary>Lets one flush serve all that was appended before it began. Thread-safe.</summary>
internal sealed class SharedFlush : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private long _appended;
    private long _flushed;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Call it when a batch was appended.</summary>
    /// <returns>Number of the batch.</returns>
    public long Appended() => Interlocked.Increment(ref _appended);

    /// <summary>Returns when the batch is on the disk: by the caller's own flush or by another's. Throws what a flush threw, then and ever after.</summary>
    public Task ThroughAsync(long batch, Action flush) => InTurnAsync(batch, () => FlushOnce(flush));

    /// <summary>Puts all that was appended on the disk in another way, while nothing is being flushed.</summary>
    public Task ReplaceAsync(Action replace) => InTurnAsync(long.MaxValue, replace);

    public void Dispose() => _turn.Dispose();

    /// <summary>After a failed flush none is tried again: it might falsely succeed for those who waited behind it.</summary>
    private void FlushOnce(Action flush)
    {
        _failure?.Throw();
        try
        {
            flush();
        }
        catch (Exception exception)
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
            throw;
        }
    }

    private async Task InTurnAsync(long batch, Action write)
    {
        // Not cancellable: the events are appended and will be sent, so the caller must hear of it.
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            if (_flushed >= batch)
                return;
            var appended = Volatile.Read(ref _appended);
            write();
            _flushed = appended;
        }
        finally
        {
            _turn.Release();
        }
    }
}
