namespace GitOpsKafka.Simulation.Bus;

/// <summary>How a simulated bus delivers, as chances per event from 0 to 1. All zero by default: at once, once, in order. Immutable.</summary>
public sealed record BusFaults
{
    /// <summary>The event is delivered a second time, right after the first.</summary>
    public double Duplicate { get; init; }

    /// <summary>The event, and those of its key behind it, come later by up to <see cref="MaxDelay"/>: other keys overtake.</summary>
    public double Delay { get; init; }

    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The event is overtaken by the next one of its own key. Kafka never does this; a replay by hand may.</summary>
    public double ReorderWithinKey { get; init; }
}
