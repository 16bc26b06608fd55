using GitOpsKafka.Platform.Events;
using GitOpsKafka.Worker.Applying;
using MassTransit;

namespace GitOpsKafka.Worker.Consuming;

/// <summary>
/// Brings a delivery to the handler. An exception passes to the pump, which delivers again later without losing the order of the
/// resource; so the mediator itself retries nothing.
/// </summary>
internal sealed class ChangeConsumer(ChangeHandler handler) : IConsumer<HandleChange>
{
    public Task Consume(ConsumeContext<HandleChange> context)
    {
        var delivery = context.Message.Delivery;
        return delivery.Envelope.Data is PlatformEvent.ChangeRequested request
            ? handler.HandleAsync(request, delivery.Attempt, delivery.Superseded, context.CancellationToken)
            : throw new InvalidOperationException($"{delivery.Envelope.Data.EventType} is not for a worker");
    }
}
