namespace GitOpsKafka.Simulation.Time;

/// <summary>
/// What happened in a simulation, one line each with the time since its beginning, in order. Keeps the newest lines. Thread-safe.
/// </summary>
/// <param name="capacity">Lines kept; older ones go.</param>
public sealed class Trace(TimeProvider clock, int capacity = 200_000)
{
    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = new();
    private readonly DateTimeOffset _start = clock.GetUtcNow();

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
                return [.. _lines];
        }
    }

    public void Add(string text)
    {
        var line = $"{(clock.GetUtcNow() - _start).TotalSeconds:F3}s {text}";
        lock (_lock)
        {
            _lines.Enqueue(line);
            if (_lines.Count > capacity)
                _lines.Dequeue();
        }
    }

    public override string ToString() => string.Join('\n', Lines);
}
