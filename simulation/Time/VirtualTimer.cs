namespace GitOpsKafka.Simulation.Time;

/// <summary>A timer of a <see cref="VirtualClock"/>. Each change makes a new version; alarms of older versions do nothing. Thread-safe.</summary>
internal sealed class VirtualTimer(VirtualClock clock, TimerCallback callback, object? state) : ITimer
{
    private readonly Lock _lock = new();
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private long _version;
    private bool _isDisposed;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            if (_isDisposed)
                return false;
            _period = period;
            _version++;
            if (dueTime != Timeout.InfiniteTimeSpan)
                clock.Set(this, _version, dueTime);
            return true;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _version++;
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    internal bool IsCurrent(long version) => Interlocked.Read(ref _version) == version;

    internal void Fire(long version)
    {
        lock (_lock)
        {
            if (_version != version)
                return;
            if (_period > TimeSpan.Zero)
                clock.Set(this, version, _period);
        }

        if (_context is null)
            callback(state);
        else
            ExecutionContext.Run(_context, new ContextCallback(callback), state);
    }
}
