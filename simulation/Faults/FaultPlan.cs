using GitOpsKafka.Simulation.Time;

namespace GitOpsKafka.Simulation.Faults;

/// <summary>Decides by seeded chance what goes wrong, and writes it to the trace. The same seed and the same calls give the same faults. Thread-safe.</summary>
public sealed class FaultPlan(Random random, TimeProvider clock, Trace trace)
{
    private readonly Lock _lock = new();

    /// <summary>May be changed at any time; <see cref="FaultRates.None"/> lets a history come to rest.</summary>
    public FaultRates Rates { get; set; } = FaultRates.None;

    /// <summary>While true every call finds its other side unreachable.</summary>
    public bool IsPartitioned { get; set; }

    internal TimeProvider Clock => clock;

    /// <summary>One roll of the dice. A chance of zero rolls none, so that faults that are off do not shift the others.</summary>
    internal bool Happens(double chance)
    {
        if (chance <= 0)
            return false;
        lock (_lock)
            return random.NextDouble() < chance;
    }

    /// <summary>From zero up to the limit.</summary>
    internal TimeSpan UpTo(TimeSpan limit)
    {
        lock (_lock)
            return random.NextDouble() * limit;
    }

    internal void Note(Incarnation process, string fault, string call) => trace.Add($"fault in {process.Name}: {fault} at {call}");
}
