using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Tests.Unit.Worker;

/// <summary>Events that nobody reads.</summary>
internal sealed class NoTrail : IEventPublisher
{
    public Task PublishAsync(IReadOnlyList<PlatformEvent> events, CancellationToken cancellationToken) => Task.CompletedTask;
}
