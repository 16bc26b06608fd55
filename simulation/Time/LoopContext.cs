using System.Diagnostics;

namespace GitOpsKafka.Simulation.Time;

/// <summary>The queue of a <see cref="SimulationLoop"/>, and its guard against other threads.</summary>
/// <param name="patience">Null refuses work on other threads; else how long to wait, once the pool has begun with it, for it to come back.</param>
internal sealed class LoopContext(int thread, TimeSpan? patience, Random? shuffle) : SynchronizationContext
{
    // A monitor, not a Lock: waiting for a foreign thread needs a condition.
    private readonly object _lock = new();
    private readonly List<(SendOrPostCallback Callback, object? State)> _ready = [];
    private readonly List<(SendOrPostCallback Callback, object? State)> _foreign = [];
    private int _head;

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_lock)
        {
            if (Environment.CurrentManagedThreadId == thread)
            {
                _ready.Add((d, state));
                return;
            }

            _foreign.Add((d, state));
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
            TakeForeign();
            if (_head == _ready.Count)
                return false;
            next = Take();
        }

        next.Callback(next.State);
        return true;
    }

    /// <summary>
    /// Called after each step. What the step handed to the thread pool is refused, or awaited right here, so that it comes back at the same point
    /// in every run.
    /// </summary>
    public void Settle()
    {
        var (count, place) = PoolWatch.Take();
        if (count == 0)
            return;
        if (patience is not { } grace)
            throw new ForeignThreadException($"work was handed to the thread pool, so two runs may differ:\n{place}");
        // The pool takes items in order: once it has come to this one, it has come to those before, however busy the machine is.
        var hasBegun = false;
        ThreadPool.UnsafeQueueUserWorkItem(_ => Signal(ref hasBegun), null);
        PoolWatch.Take();
        lock (_lock)
        {
            while (_foreign.Count < count && !hasBegun)
                Monitor.Wait(_lock);
            for (var start = Stopwatch.GetTimestamp(); _foreign.Count < count && grace - Stopwatch.GetElapsedTime(start) is var left && left > TimeSpan.Zero;)
                Monitor.Wait(_lock, left);
        }
    }

    /// <summary>Waits in real time for a continuation that comes from another thread.</summary>
    public bool WaitForForeign(TimeSpan time)
    {
        lock (_lock)
            return _foreign.Count > 0 || Monitor.Wait(_lock, time);
    }

    private void Signal(ref bool hasBegun)
    {
        lock (_lock)
        {
            hasBegun = true;
            Monitor.Pulse(_lock);
        }
    }

    private void TakeForeign()
    {
        if (_foreign.Count == 0)
            return;
        if (patience is null)
            throw new ForeignThreadException(Describe(_foreign[0].State));
        // Several may come at once in any order; their names bring those of different code into the same order every time.
        _ready.AddRange(_foreign.OrderBy(post => Describe(post.State), StringComparer.Ordinal));
        _foreign.Clear();
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
