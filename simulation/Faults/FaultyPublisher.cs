using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Simulation.Faults;

/// <summary>The way to the bus as one process meets it on a bad day. A lost answer leaves the events on the bus. Thread-safe.</summary>
public sealed class FaultyPublisher(IEventPublisher inner, FaultPlan plan, Incarnation process) : IEventPublisher
{
    private readonly FaultyCalls _calls = new(plan, process, call => new IOException($"the bus did not answer ({call})"));

    public Task PublishAsync(IReadOnlyList<PlatformEvent> events, CancellationToken cancellationToken) =>
        _calls.CallAsync($"publish {string.Join(", ", events.Select(published => published.EventType))}", () => inner.PublishAsync(events, cancellationToken), cancellationToken);
}
