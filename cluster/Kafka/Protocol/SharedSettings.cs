using System.Collections.Immutable;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>
/// Changes the settings that all brokers share. Confluent's client refuses the empty name that Kafka has for them, so this one request is
/// sent by hand. Any broker passes it on to the controller. Thread-safe.
/// </summary>
internal sealed class SharedSettings(BrokerCalls calls)
{
    private const string What = "alter settings of all brokers";

    /// <param name="brokers">Live brokers; they are tried in turn until one can be reached.</param>
    /// <exception cref="KafkaAdminException">Refused, or no broker answered.</exception>
    public Task AlterAsync(ImmutableArray<BrokerView> brokers, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken) =>
        calls.AskAnyAsync(brokers, AlterConfigsMessage.Of(What, changes), cancellationToken);
}
