namespace GitOpsKafka.Simulation.Bus;

/// <summary>Rolls the dice for the delivery of events. Thread-safe.</summary>
internal sealed class BusDelivery(TimeProvider clock, Random random, Func<BusFaults> faults)
{
    private readonly Lock _lock = new();

    public bool IsDuplicated() => Happens(faults().Duplicate);

    public bool IsOvertaken() => Happens(faults().ReorderWithinKey);

    public Task DelayAsync(CancellationToken cancellationToken) =>
        Happens(faults().Delay) ? Task.Delay(Roll() * faults().MaxDelay, clock, cancellationToken) : Task.CompletedTask;

    private bool Happens(double chance) => chance > 0 && Roll() < chance;

    private double Roll()
    {
        lock (_lock)
            return random.NextDouble();
    }
}
