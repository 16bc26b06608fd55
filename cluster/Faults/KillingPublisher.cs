using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Cluster.Faults;

/// <summary>The trail, whose writes go past the kill switch. Thread-safe.</summary>
internal sealed class KillingPublisher(IEventPublisher inner, KillSwitch kill) : IEventPublisher
{
    public Task PublishAsync(IReadOnlyList<PlatformEvent> events, CancellationToken cancellationToken) => events.Count == 0
        ? inner.PublishAsync(events, cancellationToken)
        : kill.WriteAsync("publish", string.Join(", ", events.Select(published => published.EventType)), () => inner.PublishAsync(events, cancellationToken));
}
