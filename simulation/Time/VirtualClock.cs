namespace GitOpsKafka.Simulation.Time;

/// <summary>
/// A clock that moves only when it is told to. Timers fire in order of due time, then in the order in which they were set.
/// Thread-safe; callbacks run on the thread that moves the clock, outside the lock.
/// </summary>
public sealed class VirtualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<Alarm, (long Due, long Order)> _alarms = new();
    private long _elapsed;
    private long _order;

    /// <summary>Begins on 1 January 2026, so that times in traces are the same in every run.</summary>
    public VirtualClock()
        : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    public TimeSpan Elapsed => TimeSpan.FromTicks(Interlocked.Read(ref _elapsed));

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => start + Elapsed;

    public override long GetTimestamp() => Interlocked.Read(ref _elapsed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock on and fires what falls due on the way, each timer at its own time.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var until = Interlocked.Read(ref _elapsed) + by.Ticks;
        while (FireNext(until))
        {
        }

        Interlocked.Exchange(ref _elapsed, until);
    }

    /// <summary>Moves the clock to the next timer and fires it.</summary>
    /// <returns>False when no timer is set; the clock has not moved.</returns>
    internal bool FireNext() => FireNext(long.MaxValue);

    internal void Set(VirtualTimer timer, long version, TimeSpan due)
    {
        lock (_lock)
            _alarms.Enqueue(new Alarm(timer, version), (_elapsed + due.Ticks, _order++));
    }

    private bool FireNext(long until)
    {
        Alarm alarm;
        lock (_lock)
        {
            DropStale();
            if (!_alarms.TryPeek(out alarm, out var at) || at.Due > until)
                return false;
            _alarms.Dequeue();
            _elapsed = Math.Max(_elapsed, at.Due);
        }

        alarm.Timer.Fire(alarm.Version);
        return true;
    }

    /// <summary>A timer that was changed or disposed leaves its old alarm behind; it must not move the clock.</summary>
    private void DropStale()
    {
        while (_alarms.TryPeek(out var alarm, out _) && !alarm.Timer.IsCurrent(alarm.Version))
            _alarms.Dequeue();
    }

    private readonly record struct Alarm(VirtualTimer Timer, long Version);
}
