namespace GitOpsKafka.Simulation.Time;

/// <summary>The queue of a <see cref="SimulationLoop"/>. Posts from other threads are refused, or taken when they are allowed.</summary>
internal sealed class LoopContext(int thread, bool isForeignAllowed, Random? shuffle) : SynchronizationContext
{
    // A monitor, not a Lock: waiting for a foreign thread needs a condition.
    private readonly object _lock = new();
    private readonly List<(SendOrPostCallback Callback, object? State)> _ready = [];
    private int _head;
    private ForeignThreadException? _foreign;

    public override void Post(SendOrPostCallback d, object? state)
    {
        var isForeign = Environment.CurrentManagedThreadId != thread;
        lock (_lock)
        {
            if (isForeign && !isForeignAllowed)
                _foreign ??= new ForeignThreadException(Describe(state));
            _ready.Add((d, state));
            if (isForeign)
                Monitor.Pulse(_lock);
        }
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (Environment.CurrentManagedThreadId != thread)
            throw new ForeignThreadException(Describe(state));
        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;

    /// <returns>False when nothing is ready.</returns>
    public bool RunOne()
    {
        (SendOrPostCallback Callback, object? State) next;
        lock (_lock)
        {
            if (_foreign is not null)
                throw _foreign;
            if (_head == _ready.Count)
                return false;
            next = Take();
        }

        next.Callback(next.State);
        return true;
    }

    /// <summary>Waits in real time for a continuation that comes from another thread.</summary>
    public bool WaitForForeign(TimeSpan patience)
    {
        lock (_lock)
            return _head < _ready.Count || (patience > TimeSpan.Zero && Monitor.Wait(_lock, patience));
    }

    private (SendOrPostCallback Callback, object? State) Take()
    {
        var index = shuffle is null ? _head : shuffle.Next(_head, _ready.Count);
        var next = _ready[index];
        _ready[index] = _ready[_head];
        _ready[_head++] = default;
        if (_head == _ready.Count || _head > 1024)
        {
            _ready.RemoveRange(0, _head);
            _head = 0;
        }

        return next;
    }

    private static string Describe(object? state) =>
        $"a continuation came from another thread, so two runs may differ: {(state as Delegate)?.Target?.GetType().ToString() ?? state?.GetType().ToString() ?? "unknown"}";
}
