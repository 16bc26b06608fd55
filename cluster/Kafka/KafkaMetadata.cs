using System.Collections.Immutable;
using System.Globalization;
using GitOpsKafka.Cluster.Kafka.Protocol;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Cluster.Kafka;

/// <summary>
/// Asks for brokers and topics by a request of our own: Confluent's client never ends the call when a partition has no replica in sync
/// (confluent-kafka-dotnet issue 2471), as Kafka from 4.1 on has it while brokers are away (KIP-966). Thread-safe.
/// </summary>
/// <param name="calls">With a third of the time that a caller waits: one broker may not answer, and the next is asked then.</param>
internal sealed class KafkaMetadata(string bootstrap, BrokerCalls calls)
{
    private readonly ImmutableArray<BrokerView> _bootstrap = [.. bootstrap.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse)];
    private volatile KafkaView? _last;

    /// <param name="topics">Null for all, empty for none.</param>
    /// <exception cref="KafkaAdminException">Neither a bootstrap server answered nor one of the brokers that there were the last time.</exception>
    public async Task<MetadataView> ReadAsync(IReadOnlyCollection<string>? topics, CancellationToken cancellationToken)
    {
        var found = await AskAsync(MetadataMessage.Of(topics), cancellationToken);
        _last = found.Cluster;
        return found;
    }

    /// <summary>Asks what any broker can answer.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public Task<T> AskAsync<T>(BrokerRequest<T> request, CancellationToken cancellationToken) =>
        calls.AskAnyAsync(_bootstrap.AddRange(_last?.Brokers ?? []), request, cancellationToken);

    private static BrokerView Parse(string server)
    {
        var colon = server.LastIndexOf(':');
        return colon > 0 && int.TryParse(server.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? new BrokerView(BrokerCalls.Unknown, server[..colon].Trim('[', ']'), port, null)
            : throw new KafkaAdminException(isRefusal: true, $"bootstrap server \"{server}\" is not of the form HOST:PORT");
    }
}
