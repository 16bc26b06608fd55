using GitOpsKafka.Platform.Events;

namespace GitOpsKafka.Platform.Ports;

/// <summary>Puts events on the trail. Thread-safe.</summary>
public interface IEventPublisher
{
    /// <summary>
    /// Completes when all the events are durable (on the bus, or in the local spool while the bus is down), in the order given.
    /// Nothing is applied to a cluster before its <c>change.requested</c> has completed here.
    /// </summary>
    Task PublishAsync(IReadOnlyList<PlatformEvent> events, CancellationToken cancellationToken);
}
