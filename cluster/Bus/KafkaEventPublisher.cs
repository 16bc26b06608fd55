using System.Diagnostics;
using System.Threading.Channels;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Ports;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Cluster.Bus;

/// <summary>
/// Puts events on the trail by way of a durable local spool: <see cref="PublishAsync"/> returns when they are on the disk, a loop brings
/// them to the bus in order and exactly once, also over crashes of this process and of brokers. While the bus is out of reach it goes on
/// taking events. Thread-safe.
/// </summary>
public sealed class KafkaEventPublisher : BackgroundService, IEventPublisher
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly BusOptions _options;
    private readonly PublisherName _name;
    private readonly TimeProvider _time;
    private readonly BusMetrics _metrics;
    private readonly ILogger _logger;
    private readonly EventJournal _journal;
    private readonly BusClients _clients;
    private readonly TrailReader _reader;

    /// <exception cref="SpoolException">Another process uses the spool folder.</exception>
    public KafkaEventPublisher(BusOptions options, PublisherName name, TimeProvider time, BusMetrics metrics, ILoggerFactory loggers)
    {
        (_options, _name, _time, _metrics, _logger) = (options, name, time, metrics, loggers.CreateLogger<KafkaEventPublisher>());
        _journal = EventJournal.Open(options.SpoolDirectory, name.Role, options.MaxSpoolBytes, _logger);
        _clients = new BusClients(options, _logger);
        _reader = new TrailReader(options, loggers.CreateLogger<TrailReader>());
        metrics.ObservePending(() => _journal.PendingCount);
    }

    /// <summary>The newest link of this producer's chain: what to keep outside the bus.</summary>
    public ChainHead Head => _journal.Head;

    /// <summary>Events in the spool that the bus has not confirmed.</summary>
    public int PendingCount => _journal.PendingCount;

    /// <summary>Time of the oldest of them; null when there is none.</summary>
    public DateTimeOffset? OldestPending => _journal.OldestPending?.Time;

    /// <summary>Events flow to the bus as they come. False while it is out of reach or being read after a start.</summary>
    public bool IsConnected { get; private set; }

    /// <exception cref="SpoolException">None of the events was published.</exception>
    public async Task PublishAsync(IReadOnlyList<PlatformEvent> events, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (events.Count == 0)
            return;
        await _journal.AppendAsync(head => Seal(events, head));
        _metrics.Published(events.Count);
        _wake.Writer.TryWrite(true);
    }

    /// <summary>Completes when the bus has everything that was published before this call.</summary>
    public Task FlushAsync(CancellationToken cancellationToken) => _journal.WhenConfirmedAsync(_journal.Head.Sequence, cancellationToken);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await FlushBeforeStopAsync(cancellationToken);
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        base.Dispose();
        _journal.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = FirstPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ConnectAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                pause = IsConnected ? FirstPause : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
                IsConnected = false;
                _logger.BusFailed(exception, _journal.PendingCount, (long)pause.TotalMilliseconds);
            }

            await Task.Delay(pause, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        await EventTopic.EnsureAsync(_clients, _logger, cancellationToken);
        await BusRecovery.RunAsync(_journal, _reader, _logger, cancellationToken);
        using var link = new BusLink(_clients, _journal, _wake.Reader, _time, _metrics);
        IsConnected = true;
        _logger.BusConnected(_journal.Head.Producer, _journal.PendingCount);
        await link.RunAsync(cancellationToken);
    }

    private List<SealedEvent> Seal(IReadOnlyList<PlatformEvent> events, ChainHead head)
    {
        var (now, trace) = (_time.GetUtcNow(), Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null);
        var links = new List<SealedEvent>(events.Count);
        foreach (var data in events)
        {
            var link = EventChain.Seal(data, now, _name.Source, head, trace);
            if (link.Bytes.Length > _options.MaxEventBytes)
                throw new SpoolException($"{data.EventType} about {data.About} has {link.Bytes.Length} bytes, at most {_options.MaxEventBytes} are allowed");
            links.Add(link);
            head = link.Head;
        }

        return links;
    }

    private async Task FlushBeforeStopAsync(CancellationToken cancellationToken)
    {
        if (!IsConnected)
            return;
        try
        {
            await FlushAsync(cancellationToken).WaitAsync(_options.StopGrace, _time, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            _logger.StoppedWithPending(_journal.PendingCount);
        }
    }
}
