using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Cluster.Bus;

/// <summary>Brings one event at a time to the handler until it is done, and several events at once, up to a limit. Thread-safe.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Without wait handles there is nothing to free, and handlers may still be running.")]
internal sealed class HandlerCalls(
    PumpOptions options, Func<ChangeDelivery, CancellationToken, Task> handler, TimeProvider time, BusMetrics metrics, ILogger logger)
{
    private readonly SemaphoreSlim _slots = new(options.Concurrency);

    /// <returns>False when the partition is stopped before the event is done.</returns>
    public async Task<bool> HandleAsync(PartitionWork work, ChangeDelivery delivery)
    {
        var pause = options.FirstPause;
        while (!work.Stopping.IsCancellationRequested)
        {
            if (await TryAsync(work, delivery, pause) is { } isDone)
                return isDone;
            await Task.Delay(pause, time, work.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, options.LongestPause.Ticks));
            delivery.Attempt++;
        }

        return false;
    }

    /// <returns>Null when it shall be tried again.</returns>
    private async Task<bool?> TryAsync(PartitionWork work, ChangeDelivery delivery, TimeSpan pause)
    {
        try
        {
            await _slots.WaitAsync(work.Stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        try
        {
            using var activity = BusMetrics.Activities.StartActivity("handle event", ActivityKind.Consumer, delivery.Envelope.TraceParent);
            await handler(delivery, work.Lost);
            return !work.Lost.IsCancellationRequested;
        }
        catch (Exception exception)
        {
            if (work.Lost.IsCancellationRequested)
                return false;
            metrics.Retried();
            logger.HandlingFailed(exception, delivery.Attempt, delivery.Envelope.Id, delivery.Envelope.Subject.ToString(), (long)pause.TotalMilliseconds);
            return null;
        }
        finally
        {
            _slots.Release();
        }
    }
}
