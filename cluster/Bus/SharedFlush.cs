namespace GitOpsKafka.Cluster.Bus;

/// <summary>Lets one flush serve all that was appended before it began. Thread-safe.</summary>
internal sealed class SharedFlush : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private long _appended;
    private long _flushed;

    /// <summary>Call it when a batch was appended.</summary>
    /// <returns>Number of the batch.</returns>
    public long Appended() => Interlocked.Increment(ref _appended);

    /// <summary>Returns when the batch is on the disk: by the caller's own flush or by another's.</summary>
    public Task ThroughAsync(long batch, Action flush) => InTurnAsync(batch, flush);

    /// <summary>Puts all that was appended on the disk in another way, while nothing is being flushed.</summary>
    public Task ReplaceAsync(Action replace) => InTurnAsync(long.MaxValue, replace);

    public void Dispose() => _turn.Dispose();

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
