using System.Collections.Immutable;
using Confluent.Kafka.Admin;
using GitOpsKafka.Cluster.Kafka.Protocol;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Cluster.Kafka;

/// <summary>
/// Reads and changes settings of brokers. Requests of our own: Confluent's client waits for a broker that came after it looked last, and refuses the
/// empty name that Kafka has for all. Thread-safe.
/// </summary>
internal sealed class KafkaBrokerSettings(BrokerCalls calls)
{
    /// <summary>Each broker answers only for itself, so all are asked at once.</summary>
    /// <exception cref="KafkaAdminException">A broker did not answer.</exception>
    public async Task<ImmutableSortedDictionary<int, ImmutableSortedDictionary<string, BrokerSetting>>> DescribeAsync(ImmutableArray<BrokerView> brokers, CancellationToken cancellationToken)
    {
        var settings = await Task.WhenAll(brokers.Select(broker => DescribeAsync(broker, cancellationToken)));
        return brokers.Zip(settings).ToImmutableSortedDictionary(answer => answer.First.Id, answer => answer.Second);
    }

    /// <param name="brokers">Live brokers.</param>
    /// <param name="broker">Null for what all of them share.</param>
    /// <param name="changes">New values; null takes a setting away.</param>
    /// <exception cref="KafkaAdminException">Refused, or the broker is not among them or did not answer; of all, none did.</exception>
    public Task AlterAsync(ImmutableArray<BrokerView> brokers, int? broker, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken)
    {
        if (broker is not { } id)
            return calls.AskAnyAsync(brokers, AlterConfigsMessage.OfAllBrokers(changes), cancellationToken);
        var request = AlterConfigsMessage.OfBroker(id, changes);
        var one = brokers.FirstOrDefault(candidate => candidate.Id == id) ?? throw new KafkaAdminException(isRefusal: false, $"{request.What}: it is not registered");
        return calls.AskAsync(one, request, cancellationToken);
    }

    private async Task<ImmutableSortedDictionary<string, BrokerSetting>> DescribeAsync(BrokerView broker, CancellationToken cancellationToken)
    {
        var request = ConfigsMessage.OfBroker(broker.Id);
        if (await calls.AskAsync(broker, request, cancellationToken) is not [var found])
            throw new KafkaAdminException(isRefusal: false, $"{request.What}: the broker's answer cannot be read");
        if (found.Error.IsError)
            throw KafkaErrors.ToException(request.What, found.Error);
        return found.Settings.Select(setting => KeyValuePair.Create(setting.Name, Of(setting)))
            .Where(setting => setting.Value != BrokerSetting.None)
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    /// <summary>Synonyms that have another name (log.retention.hours for log.retention.ms) are settings of their own. Secrets come without a value.</summary>
    private static BrokerSetting Of(SettingAnswer setting)
    {
        string? From(ConfigSource source) => setting.Synonyms.FirstOrDefault(synonym => synonym.Source == source && synonym.Name == setting.Name)?.Value;
        return new BrokerSetting(From(ConfigSource.DynamicBrokerConfig), From(ConfigSource.DynamicDefaultBrokerConfig), From(ConfigSource.StaticBrokerConfig));
    }
}
