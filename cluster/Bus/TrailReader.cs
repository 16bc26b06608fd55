using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using GitOpsKafka.Platform.Events;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Cluster.Bus;

/// <summary>Reads the trail as it lies on the bus, without a consumer group: it leaves no trace and disturbs nobody. Thread-safe.</summary>
public sealed class TrailReader(BusOptions options, ILogger<TrailReader> logger)
{
    private readonly BusClients _clients = new(options, logger);

    /// <summary>
    /// The records in bus order within each partition. Ends at what was the end when the call began; with <paramref name="follow"/> it waits
    /// for more (of the partitions that were there at the start) until cancelled.
    /// </summary>
    /// <exception cref="Confluent.Kafka.KafkaException">The bus cannot be read: what came until then is not everything.</exception>
    public async IAsyncEnumerable<TrailRecord> ReadAsync(TrailStart start, bool follow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var thread = TrailReadThread.Start(_clients, start, follow, stop.Token);
        try
        {
            await foreach (var record in thread.Records.WithCancellation(cancellationToken))
                yield return record;
        }
        finally
        {
            await stop.CancelAsync();
            await thread.Ended;
        }
    }

    /// <summary>By partition, the offset of the next record to come; empty when the topic does not exist.</summary>
    public Task<ImmutableDictionary<int, long>> EndsAsync(CancellationToken cancellationToken) =>
        Task.Run(
            () =>
            {
                using var consumer = TrailReadThread.Build(_clients);
                return TrailReadThread.Partitions(consumer, _clients.Options)
                    .ToImmutableDictionary(partition => partition.Partition.Value, partition => consumer.QueryWatermarkOffsets(partition, options.RequestTimeout).High.Value);
            },
            cancellationToken);
}
