using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Planning;

namespace GitOpsKafka.Worker.Applying;

/// <summary>
/// Brings one resource of a kind to what is desired. Refusals of Kubernetes and Kafka may pass as exceptions; the handler turns them
/// into outcomes. Everything else that is thrown means: try again.
/// </summary>
internal interface IApplier
{
    string Kind { get; }

    Task<Outcome> ApplyAsync(PlatformEvent.ChangeRequested request, DesiredResource desired, CancellationToken superseded, CancellationToken stop);
}
