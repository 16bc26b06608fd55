using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Worker.Applying;

/// <summary>
/// Carries out one requested change and reports how it ended. Safe to run again at any point: it looks at the cluster first.
/// Thread-safe; the caller keeps the changes of one resource in order.
/// </summary>
internal sealed class ChangeHandler(IKubernetesApi kubernetes, IEnumerable<IApplier> appliers, Deleter deleter, OutcomeReporter reporter, ILogger<ChangeHandler> logger)
{
    /// <param name="attempt">Counts the deliveries of this change to this process, from 1.</param>
    /// <param name="superseded">Cancelled when a newer change of the same resource waits; long work then ends early.</param>
    /// <param name="stop">Cancelled when the process stops; nothing is reported then, and the change is delivered again.</param>
    public async Task HandleAsync(PlatformEvent.ChangeRequested request, int attempt, CancellationToken superseded, CancellationToken stop)
    {
        using var scope = logger.BeginScope("{ResourceKey} {Commit} {ChangeId}", request.Resource, request.Cause.Commit.Sha, request.ChangeId);
        var key = ResourceKinds.ObjectOf(request.Resource);
        var live = await kubernetes.GetAsync(key, stop);
        if (Sequence(live) is var newest && newest > request.Cause.Commit.Sequence)
        {
            await reporter.EndedAsync(request, new Outcome.Superseded(newest), live, stop);
            return;
        }

        if (superseded.IsCancellationRequested)
        {
            // A replay from further back: what was deleted since must not come back, even for a moment.
            await reporter.EndedAsync(request, new Outcome.Superseded(0), live, stop);
            return;
        }

        await reporter.StartedAsync(request, attempt, live, stop);
        var outcome = await ApplyAsync(request, superseded, stop);
        // The change was made: its outcome is reported even while the process stops, or the trail would lack it until redelivery.
        await reporter.EndedAsync(request, outcome, await kubernetes.GetAsync(key, CancellationToken.None), CancellationToken.None);
    }

    private async Task<Outcome> ApplyAsync(PlatformEvent.ChangeRequested request, CancellationToken superseded, CancellationToken stop)
    {
        try
        {
            if (request.Operation == ChangeOperation.Delete)
                return await deleter.DeleteAsync(request, stop);
            var desired = DesiredResource.FromManifest(KubeObject.Of(ResourceKinds.Get(request.Resource.Kind).Type, request.Manifest)) with { IsHandApplied = request.Cause.IsHandApplied };
            return await appliers.Single(applier => applier.Kind == request.Resource.Kind).ApplyAsync(request, desired, superseded, stop);
        }
        catch (KubernetesApiException refusal) when (refusal.IsRefusal)
        {
            return new Outcome.Failed(refusal.Reason, refusal.Message, IsRetried: false);
        }
        catch (KafkaAdminException refusal) when (refusal.IsRefusal)
        {
            return new Outcome.Failed("RefusedByKafka", refusal.Message, IsRetried: false);
        }
    }

    private static long Sequence(KubeObject? live) => long.TryParse(live?.Annotation(Marks.Sequence), out var sequence) ? sequence : 0;
}
