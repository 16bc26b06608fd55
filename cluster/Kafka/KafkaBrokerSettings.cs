using System.Collections.Immutable;
using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using GitOpsKafka.Platform.Observation;

namespace GitOpsKafka.Cluster.Kafka;

/// <summary>Reads and changes settings of single brokers: each can only be asked for its own, so all are asked at once. Thread-safe.</summary>
internal sealed class KafkaBrokerSettings(IAdminClient client, TimeSpan timeout)
{
    /// <exception cref="KafkaException">A broker did not answer.</exception>
    public async Task<ImmutableSortedDictionary<int, ImmutableSortedDictionary<string, BrokerSetting>>> DescribeAsync(ImmutableArray<BrokerView> brokers, CancellationToken cancellationToken)
    {
        var settings = await Task.WhenAll(brokers.Select(broker => DescribeAsync(broker.Id, cancellationToken)));
        return brokers.Zip(settings).ToImmutableSortedDictionary(answer => answer.First.Id, answer => answer.Second);
    }

    public Task AlterAsync(int broker, List<ConfigEntry> changes, CancellationToken cancellationToken) =>
        client.IncrementalAlterConfigsAsync(new() { [Resource(broker)] = changes }, new IncrementalAlterConfigsOptions { RequestTimeout = timeout }).WaitAsync(cancellationToken);

    private async Task<ImmutableSortedDictionary<string, BrokerSetting>> DescribeAsync(int broker, CancellationToken cancellationToken)
    {
        var results = await client.DescribeConfigsAsync([Resource(broker)], new DescribeConfigsOptions { RequestTimeout = timeout }).WaitAsync(cancellationToken);
        return results.Single().Entries.Values
            .Select(entry => KeyValuePair.Create(entry.Name, Of(entry)))
            .Where(setting => setting.Value != BrokerSetting.None)
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    /// <summary>Synonyms that have another name (log.retention.hours for log.retention.ms) are settings of their own. Secrets come without a value.</summary>
    private static BrokerSetting Of(ConfigEntryResult entry)
    {
        string? From(ConfigSource source) => entry.Synonyms.Find(synonym => synonym.Source == source && synonym.Name == entry.Name)?.Value;
        return new BrokerSetting(From(ConfigSource.DynamicBrokerConfig), From(ConfigSource.DynamicDefaultBrokerConfig), From(ConfigSource.StaticBrokerConfig));
    }

    private static ConfigResource Resource(int broker) => new() { Type = ResourceType.Broker, Name = broker.ToString(CultureInfo.InvariantCulture) };
}
