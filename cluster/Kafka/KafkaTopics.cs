using System.Collections.Immutable;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using GitOpsKafka.Platform.Observation;

namespace GitOpsKafka.Cluster.Kafka;

/// <summary>Reads topics in as few requests as possible. A topic is left out only when a broker said that it does not exist. Thread-safe.</summary>
internal sealed class KafkaTopics(KafkaMetadata metadata, IAdminClient client, TimeSpan timeout)
{
    /// <summary>Topics per DescribeConfigs request: some 40 settings of 100 bytes each make an answer of about 1 MiB.</summary>
    private const int ConfigBatch = 250;

    public async Task<ImmutableSortedDictionary<string, TopicView>> DescribeAsync(IReadOnlyCollection<string>? names, CancellationToken cancellationToken)
    {
        var found = (await metadata.ReadAsync(names, cancellationToken)).Topics
            .Where(topic => Exists("describe topic", topic.Name, new Error(topic.Error)) && !(names is null && topic.IsInternal)).ToList();
        var configs = await DescribeConfigsAsync([.. found.Select(topic => topic.Name)], cancellationToken);
        return found.Where(topic => configs.ContainsKey(topic.Name))
            .ToImmutableSortedDictionary(topic => topic.Name, topic => new TopicView(topic.Name, topic.Partitions, configs[topic.Name]), StringComparer.Ordinal);
    }

    private async Task<Dictionary<string, ImmutableSortedDictionary<string, string>>> DescribeConfigsAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var configs = new Dictionary<string, ImmutableSortedDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var batch in names.Chunk(ConfigBatch))
        {
            foreach (var (name, entries) in await DescribeConfigBatchAsync(batch, cancellationToken))
                configs[name] = OwnEntries(entries);
        }

        return configs;
    }

    private async Task<IEnumerable<(string Name, Dictionary<string, ConfigEntryResult> Entries)>> DescribeConfigBatchAsync(string[] names, CancellationToken cancellationToken)
    {
        try
        {
            var resources = names.Select(name => new ConfigResource { Type = ResourceType.Topic, Name = name });
            var results = await client.DescribeConfigsAsync(resources, new DescribeConfigsOptions { RequestTimeout = timeout }).WaitAsync(cancellationToken);
            return results.Select(result => (result.ConfigResource.Name, result.Entries));
        }
        catch (DescribeConfigsException error)
        {
            return error.Results.Where(result => Exists("describe settings of topic", result.ConfigResource.Name, result.Error, error))
                .Select(result => (result.ConfigResource.Name, result.Entries)).ToList();
        }
    }

    /// <exception cref="GitOpsKafka.Platform.Ports.KafkaAdminException">It is not known whether the topic exists.</exception>
    private static bool Exists(string what, string name, Error error, Exception? inner = null) =>
        !error.IsError || (KafkaErrors.IsNoSuchTopic(error) ? false : throw KafkaErrors.ToException($"{what} {name}", error, inner));

    private static ImmutableSortedDictionary<string, string> OwnEntries(Dictionary<string, ConfigEntryResult> entries) =>
        entries.Values.Where(entry => entry.Source == ConfigSource.DynamicTopicConfig)
            .ToImmutableSortedDictionary(entry => entry.Name, entry => entry.Value ?? "", StringComparer.Ordinal);
}
