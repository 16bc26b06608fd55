using System.Collections.Immutable;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using GitOpsKafka.Cluster.Kafka.Protocol;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Cluster.Kafka;

/// <summary>Reads topics in as few requests as possible. A topic is left out only when a broker said that it does not exist. Thread-safe.</summary>
internal sealed class KafkaTopics(KafkaMetadata metadata)
{
    /// <summary>Topics per request for settings: some 40 of 100 bytes each make an answer of about 1 MiB.</summary>
    private const int ConfigBatch = 250;

    /// <param name="names">Null for all but internal ones.</param>
    /// <exception cref="KafkaAdminException">No broker answered, or it is not known whether a topic exists.</exception>
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
            foreach (var topic in await metadata.AskAsync(ConfigsMessage.OfTopics(batch), cancellationToken))
            {
                if (Exists("describe settings of topic", topic.Name, topic.Error))
                    configs[topic.Name] = Own(topic.Settings);
            }
        }

        return configs;
    }

    private static bool Exists(string what, string name, Error error) =>
        !error.IsError || (KafkaErrors.IsNoSuchTopic(error) ? false : throw KafkaErrors.ToException($"{what} {name}", error));

    private static ImmutableSortedDictionary<string, string> Own(ImmutableArray<SettingAnswer> settings) =>
        settings.Where(setting => setting.Source == ConfigSource.DynamicTopicConfig)
            .ToImmutableSortedDictionary(setting => setting.Name, setting => setting.Value ?? "", StringComparer.Ordinal);
}
