using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Cluster.Bus;

/// <summary>
/// Takes events from the bus as a member of a consumer group and brings them to a handler: at least once, in order per resource, different
/// resources at once. An offset is stored only when everything before it is done. Work may take longer than <c>max.poll.interval.ms</c>.
/// </summary>
public sealed class EventPump : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly BusClients _clients;
    private readonly PumpOptions _options;
    private readonly PumpDispatcher _dispatcher;
    private readonly TimeProvider _time;
    private readonly BusMetrics _metrics;
    private readonly ILogger _logger;

    /// <param name="handler">
    /// Completes when the event is done. An exception means "again, later". The token is cancelled when the partition now belongs to
    /// another process, or this one stops and the grace is over: then nothing is stored and the next owner gets the event.
    /// </param>
    public EventPump(
        BusOptions bus, PumpOptions options, Func<ChangeDelivery, CancellationToken, Task> handler, TimeProvider time, BusMetrics metrics, ILogger<EventPump> logger)
    {
        (_clients, _options, _time, _metrics, _logger) = (new BusClients(bus, logger), options, time, metrics, logger);
        _dispatcher = new PumpDispatcher(options, handler, time, metrics, logger);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await EventTopic.EnsureAsync(_clients, _logger, stoppingToken);
                await PumpThread.RunAsync(_clients, _options, _dispatcher, _metrics, _logger, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                _logger.PumpFailed(exception, (long)Pause.TotalMilliseconds);
            }

            await Task.Delay(Pause, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
