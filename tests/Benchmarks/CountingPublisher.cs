using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Benchmarks;

/// <summary>Counts what a pass publishes and keeps nothing.</summary>
internal sealed class CountingPublisher : IEventPublisher
{
    public int Count { get; private set; }

    public Task PublishAsync(IReadOnlyList<PlatformEvent> events, CancellationToken cancellationToken)
    {
        Count += events.Count;
        return Task.CompletedTask;
    }
}
