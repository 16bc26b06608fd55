using System.Collections.Immutable;
using System.Diagnostics;
using GitOpsKafka.Cluster.Bus;
using GitOpsKafka.Platform.Events;
using Microsoft.Extensions.Logging.Abstractions;

namespace GitOpsKafka.Tests.Integration.Fixtures;

/// <summary>A consumer of the event topic that keeps what comes, and when it came. Thread-safe.</summary>
internal sealed class LiveTrail : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TrailReader _reader;
    private readonly Lock _gate = new();
    private readonly Task _reading;
    private ImmutableList<Arrival> _arrivals = [];

    private LiveTrail(TrailReader reader)
    {
        _reader = reader;
        _reading = Task.Run(ReadAsync);
    }

    public ImmutableList<Arrival> All
    {
        get
        {
            lock (_gate)
                return _arrivals;
        }
    }

    /// <summary>Begins when the topic is there.</summary>
    public static async Task<LiveTrail> StartAsync(string bootstrapServers)
    {
        var reader = new TrailReader(new BusOptions { BootstrapServers = bootstrapServers, SpoolDirectory = "unused" }, NullLogger<TrailReader>.Instance);
        await Eventually.TrueAsync(async () => !(await reader.EndsAsync(CancellationToken.None)).IsEmpty, "the event topic", TimeSpan.FromSeconds(60));
        return new LiveTrail(reader);
    }

    /// <summary>The first event of the type that fits.</summary>
    public async Task<T> WaitForAsync<T>(Func<T, bool> fits, string what, TimeSpan? atMost = null)
        where T : PlatformEvent
    {
        var seen = 0;
        return await Eventually.GetAsync(() =>
        {
            var all = All;
            var found = all.Skip(seen).Select(arrival => arrival.Envelope.Data).OfType<T>().FirstOrDefault(fits);
            seen = all.Count;
            return Task.FromResult(found);
        }, what, atMost ?? TimeSpan.FromSeconds(60));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _stop.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            await foreach (var record in _reader.ReadAsync(new TrailStart.Beginning(), follow: true, _stop.Token))
            {
                var at = Stopwatch.GetTimestamp();
                if (EventCodec.Decode(record.Bytes) is DecodedEvent.Known known)
                {
                    lock (_gate)
                        _arrivals = _arrivals.Add(new Arrival(known.Envelope, at));
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The platform ends.
        }
    }

    /// <param name="At">Timestamp of <see cref="Stopwatch"/>.</param>
    public sealed record Arrival(EventEnvelope Envelope, long At);
}
