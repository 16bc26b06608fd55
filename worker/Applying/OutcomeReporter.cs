using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Status;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Worker.Applying;

/// <summary>Tells what becomes of a change: on the trail, as Kubernetes events, in the status and in the log.</summary>
internal sealed class OutcomeReporter(IEventPublisher publisher, KubernetesEvents events, WorkBoard board, TimeProvider time, WorkerName name, ILogger<OutcomeReporter> logger)
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, long> _started = new(StringComparer.Ordinal);

    public async Task StartedAsync(PlatformEvent.ChangeRequested request, int attempt, KubeObject? live, CancellationToken cancellationToken)
    {
        _started[request.ChangeId] = time.GetTimestamp();
        logger.ChangeStarted(request.Operation, request.Resource, request.Cause.Origin);
        board.Set(request.Resource, new Work($"{request.Operation} {request.Cause.Origin}"));
        await publisher.PublishAsync([new PlatformEvent.ChangeStarted(request.ChangeId, request.Resource, name.Value, attempt)], cancellationToken);
        await events.RecordAsync(live, "ChangeStarted", $"{request.Operation} {request.Cause.Origin}", isWarning: false, cancellationToken);
    }

    public Task ProgressedAsync(PlatformEvent.ChangeRequested request, KubeObject? live, string step, int done, int total, CancellationToken cancellationToken) =>
        ProgressedAsync(request, live, new PlatformEvent.ChangeProgressed(request.ChangeId, request.Resource, step, done, total), $"{step} ({done} of {total})", cancellationToken);

    /// <param name="text">The progress as the status and Kubernetes events tell it.</param>
    public async Task ProgressedAsync(PlatformEvent.ChangeRequested request, KubeObject? live, PlatformEvent.ChangeProgressed progress, string text, CancellationToken cancellationToken)
    {
        board.Set(request.Resource, new Work(text));
        await publisher.PublishAsync([progress], cancellationToken);
        await events.RecordAsync(live, "Progressing", text, isWarning: false, cancellationToken);
    }

    public async Task EndedAsync(PlatformEvent.ChangeRequested request, Outcome outcome, KubeObject? live, CancellationToken cancellationToken)
    {
        var elapsed = _started.TryRemove(request.ChangeId, out var started) ? time.GetElapsedTime(started) : TimeSpan.Zero;
        var failure = outcome as Outcome.Failed;
        board.Set(request.Resource, failure is null ? null : new Work(failure.Message, new BlockReason(failure.Reason, failure.Message)));
        logger.ChangeEnded(request.Resource, outcome.GetType().Name, failure?.Message ?? "", (long)elapsed.TotalMilliseconds);
        await publisher.PublishAsync([ToEvent(request, outcome, elapsed)], cancellationToken);
        await events.RecordAsync(live, $"Change{outcome.GetType().Name}", failure?.Message ?? Describe(request, outcome), failure is not null, cancellationToken);
    }

    private static PlatformEvent ToEvent(PlatformEvent.ChangeRequested request, Outcome outcome, TimeSpan elapsed) => outcome switch
    {
        Outcome.Applied applied => new PlatformEvent.ChangeApplied(request.ChangeId, request.Resource, applied.Effects, (long)elapsed.TotalMilliseconds, applied.IsResumed),
        Outcome.Unchanged => new PlatformEvent.ChangeUnchanged(request.ChangeId, request.Resource),
        Outcome.Superseded superseded => new PlatformEvent.ChangeSuperseded(request.ChangeId, request.Resource, superseded.By),
        Outcome.Failed failed => new PlatformEvent.ChangeFailed(request.ChangeId, request.Resource, failed.Reason, failed.Message, failed.IsRetried, 1),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Describe(PlatformEvent.ChangeRequested request, Outcome outcome) => outcome switch
    {
        Outcome.Applied { Effects.Length: > 0 } applied => string.Join("; ", applied.Effects),
        Outcome.Superseded { By: 0 } => "a newer change came first",
        Outcome.Superseded superseded => $"commit {superseded.By} on the branch came first",
        _ => $"it is {request.Cause.Origin}",
    };
}
