namespace GitOpsKafka.Simulation.Faults;

/// <summary>
/// One life of a process, from start to crash. Once it is dead, every call made through its ports throws, so that code which is
/// still unwinding can do no more. Thread-safe.
/// </summary>
/// <param name="onCrash">Called once, at the point of the crash, before the exception: here a test tears the process down.</param>
public sealed class Incarnation(string name, Action<Incarnation>? onCrash = null)
{
    private int _isDead;

    public string Name => name;

    public bool IsDead => Volatile.Read(ref _isDead) != 0;

    /// <summary>Ends this life; a second call does nothing.</summary>
    public void Crash()
    {
        if (Interlocked.Exchange(ref _isDead, 1) == 0)
            onCrash?.Invoke(this);
    }

    internal void ThrowIfDead()
    {
        if (IsDead)
            throw new SimulatedCrashException($"{name} has crashed");
    }
}
