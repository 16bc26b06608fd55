namespace GitOpsKafka.Simulation.Time;

/// <summary>When a simulation gives up. Immutable.</summary>
/// <param name="MaxSteps">Continuations and timers in all.</param>
/// <param name="MaxTime">Time on the virtual clock.</param>
/// <param name="ForeignPatience">
/// Zero (the default) refuses continuations from other threads. More than zero takes them, and waits so long in real time for one
/// before each jump of the clock: slow, and no longer reproducible to the step.
/// </param>
public sealed record SimulationLimits(long MaxSteps, TimeSpan MaxTime, TimeSpan ForeignPatience = default)
{
    /// <summary>A million steps, 30 days, no foreign thread.</summary>
    public static SimulationLimits Default { get; } = new(1_000_000, TimeSpan.FromDays(30));
}
