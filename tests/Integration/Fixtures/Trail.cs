using Confluent.Kafka;
using GitOpsKafka.Cluster.Bus;
using GitOpsKafka.Platform.Events;
using Microsoft.Extensions.Logging.Abstractions;

namespace GitOpsKafka.Tests.Integration.Fixtures;

/// <summary>The event topic, as an auditor reads it.</summary>
internal sealed class Trail(string bootstrapServers, string topic = "gitopskafka.changes")
{
    private readonly TrailReader _reader = new(new BusOptions { BootstrapServers = bootstrapServers, Topic = topic, SpoolDirectory = "unused" }, NullLogger<TrailReader>.Instance);

    public async Task<List<TrailRecord>> RecordsAsync(CancellationToken cancellationToken = default)
    {
        var records = new List<TrailRecord>();
        await foreach (var record in _reader.ReadAsync(new TrailStart.Beginning(), follow: false, cancellationToken))
            records.Add(record);
        return records;
    }

    public async Task<List<EventEnvelope>> EventsAsync(CancellationToken cancellationToken = default) =>
        [.. (await RecordsAsync(cancellationToken)).Select(record => EventCodec.Decode(record.Bytes)).OfType<DecodedEvent.Known>().Select(known => known.Envelope)];

    public async Task<TrailProjection> ProjectionAsync(CancellationToken cancellationToken = default) => TrailProjection.Of(await EventsAsync(cancellationToken));
}
