namespace GitOpsKafka.Cluster.Kubernetes;

/// <summary>
/// Wakes whoever waits for the next change. Changes that come while nobody looks run together into one. Thread-safe.
/// Each waiter has a task of its own, and nothing hops to the thread pool: under a synchronization context all of it is deterministic.
/// </summary>
/// <param name="parent">Told of every change too.</param>
public sealed class ChangeSignal(ChangeSignal? parent = null)
{
    private readonly Lock _gate = new();
    private List<Waiter> _waiters = [];
    private long _version;

    /// <summary>Number of changes so far. Read it before the state, then wait for a change after it: nothing is missed.</summary>
    public long Version => Interlocked.Read(ref _version);

    public void Raise()
    {
        foreach (var waiter in Advance())
            waiter.TrySetResult(Version);
        parent?.Raise();
    }

    /// <summary>Completes with the new version as soon as there was a change after the version given; at once if there was one already.</summary>
    public async Task<long> WaitAsync(long afterVersion, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiter = new Waiter(afterVersion);
        if (!Enlist(waiter))
            return Version;
        var registration = cancellationToken.UnsafeRegister(static (state, token) => ((Waiter)state!).TrySetCanceled(token), waiter);
        try
        {
            return await waiter.Task;
        }
        finally
        {
            registration.Unregister();
            lock (_gate)
                _waiters.Remove(waiter);
        }
    }

    private bool Enlist(Waiter waiter)
    {
        lock (_gate)
        {
            if (_version > waiter.AfterVersion)
                return false;
            _waiters.Add(waiter);
            return true;
        }
    }

    private List<Waiter> Advance()
    {
        lock (_gate)
        {
            Interlocked.Increment(ref _version);
            var ready = _waiters.FindAll(waiter => waiter.AfterVersion < _version);
            _waiters = _waiters.FindAll(waiter => waiter.AfterVersion >= _version);
            return ready;
        }
    }

    private sealed class Waiter(long afterVersion) : TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public long AfterVersion => afterVersion;
    }
}
