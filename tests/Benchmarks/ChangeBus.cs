using System.Diagnostics;
using System.Diagnostics.Metrics;
using GitOpsKafka.Cluster.Bus;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Reconciler.Loop;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace GitOpsKafka.Benchmarks;

/// <summary>Requests changes as the reconciler does, and reads on the trail how they end.</summary>
internal sealed class ChangeBus : IAsyncDisposable
{
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly BusOptions _options;
    private readonly KafkaEventPublisher _publisher;

    private ChangeBus(string bootstrapServers, string folder)
    {
        _options = new BusOptions { BootstrapServers = bootstrapServers, SpoolDirectory = Path.Combine(folder, "reconciler-spool") };
        _publisher = new KafkaEventPublisher(
            _options, new PublisherName("reconciler", "/reconciler"), TimeProvider.System, new BusMetrics(_meters.GetRequiredService<IMeterFactory>()), NullLoggerFactory.Instance);
    }

    public static async Task<ChangeBus> StartAsync(string bootstrapServers, string folder, CancellationToken cancellationToken)
    {
        var bus = new ChangeBus(bootstrapServers, folder);
        await bus._publisher.StartAsync(cancellationToken);
        return bus;
    }

    /// <returns>From the first request to the last outcome.</returns>
    /// <exception cref="InvalidOperationException">A change failed.</exception>
    public async Task<TimeSpan> ApplyAsync(IReadOnlyList<Change> changes, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        enough.CancelAfter(TimeSpan.FromMinutes(5));
        var open = changes.Select(change => change.Id).ToHashSet(StringComparer.Ordinal);
        var plan = new Plan("", [.. changes]);
        var started = Stopwatch.GetTimestamp();
        await _publisher.PublishAsync([.. changes.SelectMany(change => Announcement.Of(change, plan))], enough.Token);
        var reader = new TrailReader(_options, NullLogger<TrailReader>.Instance);
        var since = TimeProvider.System.GetUtcNow() - TimeSpan.FromSeconds(5);
        while ((await reader.EndsAsync(enough.Token)).IsEmpty)
            await Task.Delay(50, enough.Token);
        await foreach (var record in reader.ReadAsync(new TrailStart.Since(since), follow: true, enough.Token))
        {
            Close(EventCodec.Decode(record.Bytes), open);
            if (open.Count == 0)
                break;
        }

        return Stopwatch.GetElapsedTime(started);
    }

    public async ValueTask DisposeAsync()
    {
        await _publisher.StopAsync(CancellationToken.None);
        _publisher.Dispose();
        await _meters.DisposeAsync();
    }

    private static void Close(DecodedEvent found, HashSet<string> open)
    {
        if (found is not DecodedEvent.Known { Envelope.Data: var data })
            return;
        if (data is PlatformEvent.ChangeApplied applied)
            open.Remove(applied.ChangeId);
        else if (data is PlatformEvent.ChangeFailed failed)
            throw new InvalidOperationException($"{failed.Resource}: {failed.Message}");
    }
}
