namespace GitOpsKafka.Simulation.Time;

/// <summary>When a simulation gives up. Immutable.</summary>
/// <param name="MaxSteps">Continuations and timers in all.</param>
/// <param name="MaxTime">Time on the virtual clock.</param>
/// <param name="ForeignPatience">
/// What to do when a step hands work to the thread pool. Null refuses it. Else the loop waits right there until it comes back, or until so long (in
/// real time) after the pool began with it: runs are alike, except where one step hands over several items of the same code, or work comes back later.
/// </param>
public sealed record SimulationLimits(long MaxSteps, TimeSpan MaxTime, TimeSpan? ForeignPatience)
{
    /// <summary>A million steps, 30 days; waits 20 ms for work on the thread pool.</summary>
    public static SimulationLimits Default { get; } = new(1_000_000, TimeSpan.FromDays(30), TimeSpan.FromMilliseconds(20));

    /// <summary>As the default, but nothing may leave the loop.</summary>
    public static SimulationLimits Strict { get; } = Default with { ForeignPatience = null };
}
