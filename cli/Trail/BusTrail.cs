using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Confluent.Kafka;
using GitOpsKafka.Cluster.Bus;
using GitOpsKafka.Platform.Events;

namespace GitOpsKafka.Cli.Trail;

/// <summary>The trail on the bus.</summary>
internal sealed class BusTrail(TrailReader reader, TrailTarget target) : ITrail
{
    public async IAsyncEnumerable<TrailRecord> ReadAsync(DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await RequireTopicAsync(cancellationToken);
        TrailStart start = since is { } time ? new TrailStart.Since(time) : new TrailStart.Beginning();
        await foreach (var record in reader.ReadAsync(start, follow: false, cancellationToken))
            yield return record;
    }

    public async IAsyncEnumerable<TrailRecord> FollowAsync(DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ends = await RequireTopicAsync(cancellationToken);
        TrailStart start = since is { } time ? new TrailStart.Since(time) : new TrailStart.At(ends);
        await foreach (var record in reader.ReadAsync(start, follow: true, cancellationToken))
            yield return record;
    }

    /// <returns>By partition, the offset after the last record.</returns>
    private async Task<ImmutableDictionary<int, long>> RequireTopicAsync(CancellationToken cancellationToken)
    {
        try
        {
            var ends = await reader.EndsAsync(cancellationToken);
            return ends.IsEmpty ? throw new CliException($"there is no topic {target.Topic} at {target.Bootstrap}; check --topic and --bootstrap") : ends;
        }
        catch (KafkaException failure)
        {
            throw new CliException($"the topic {target.Topic} at {target.Bootstrap} cannot be read: {failure.Error.Reason}; check --bootstrap and --kafka-config", failure);
        }
    }
}
