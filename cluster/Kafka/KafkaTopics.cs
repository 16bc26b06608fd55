using System.Collections.Immutable;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using GitOpsKafka.Platform.Observation;

namespace GitOpsKafka.Cluster.Kafka;

/// <summary>
/// Reads topics in as few requests as possible: topics that are asked for by name at the same time share them. A topic is left out only
/// when a broker said that it does not exist. Thread-safe.
/// </summary>
internal sealed class KafkaTopics
{
    /// <summary>Topics per request: some 40 settings of 100 bytes each make an answer of about 1 MiB.</summary>
    private const int Most = 250;

    private readonly IAdminClient _client;
    private readonly TimeSpan _timeout;
    private readonly CallBatcher<string, TopicAnswer> _calls;

    public KafkaTopics(IAdminClient client, TimeSpan timeout)
    {
        (_client, _timeout) = (client, timeout);
        _calls = new(name => name, _ => 1, Most, AnswerAsync);
    }

    /// <param name="names">Null for all but internal topics.</param>
    public async Task<ImmutableSortedDictionary<string, TopicView>> DescribeAsync(IReadOnlyCollection<string>? names, CancellationToken cancellationToken)
    {
        var answers = names is null ? await AllAsync(cancellationToken) : await Task.WhenAll(names.Distinct(StringComparer.Ordinal).Select(name => _calls.AskAsync(name, cancellationToken)));
        return answers.Select(answer => answer.OrThrow()).OfType<TopicView>().ToImmutableSortedDictionary(topic => topic.Name, topic => topic, StringComparer.Ordinal);
    }

    private async Task<IReadOnlyList<TopicAnswer>> AllAsync(CancellationToken cancellationToken)
    {
        var answers = new List<TopicAnswer>();
        foreach (var names in (await ListAsync(cancellationToken)).Chunk(Most))
            answers.AddRange(await AnswerAsync(names, leaveInternal: true).WaitAsync(cancellationToken));
        return answers;
    }

    private Task<IReadOnlyList<TopicAnswer>> AnswerAsync(IReadOnlyList<string> names) => AnswerAsync(names, leaveInternal: false);

    /// <summary>One answer for each name, in the order of the names.</summary>
    private async Task<IReadOnlyList<TopicAnswer>> AnswerAsync(IReadOnlyList<string> names, bool leaveInternal)
    {
        var topics = await DescribePartitionsAsync(names);
        var there = names.Where(name => topics.TryGetValue(name, out var topic) && !topic.Error.IsError && !(leaveInternal && topic.IsInternal)).ToList();
        var configs = there.Count > 0 ? await DescribeConfigsAsync(there) : [];
        return [.. names.Select(name => configs.TryGetValue(name, out var config) ? Answer(topics[name], config) : Missing(name, topics, leaveInternal))];
    }

    private static TopicAnswer Answer(TopicDescription topic, (Error Error, Dictionary<string, ConfigEntryResult> Entries) config) =>
        config.Error.IsError ? Failed("describe settings of topic", topic.Name, config.Error) : new TopicAnswer(new TopicView(topic.Name, Partitions(topic), OwnEntries(config.Entries)), null);

    /// <summary>Not asked for its settings: it does not exist, is internal, or could not be described.</summary>
    private static TopicAnswer Missing(string name, Dictionary<string, TopicDescription> topics, bool leaveInternal) =>
        !topics.TryGetValue(name, out var topic) ? Failed("describe topic", name, new Error(ErrorCode.Local_Fail, "the answer does not speak of it"))
        : topic.Error.IsError ? Failed("describe topic", name, topic.Error)
        : leaveInternal && topic.IsInternal ? TopicAnswer.Absent
        : Failed("describe settings of topic", name, new Error(ErrorCode.Local_Fail, "the answer does not speak of it"));

    private static TopicAnswer Failed(string what, string name, Error error) =>
        KafkaErrors.IsNoSuchTopic(error) ? TopicAnswer.Absent : new TopicAnswer(null, KafkaErrors.ToException($"{what} {name}", error));

    /// <summary>The client has no asynchronous call for the names of all topics: this one blocks, on a thread of its own.</summary>
    private async Task<IReadOnlyCollection<string>> ListAsync(CancellationToken cancellationToken)
    {
        var metadata = await Task.Factory.StartNew(() => _client.GetMetadata(_timeout), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .WaitAsync(cancellationToken);
        return [.. metadata.Topics.Where(topic => !KafkaErrors.IsNoSuchTopic(topic.Error)).Select(topic => topic.Topic)];
    }

    private async Task<Dictionary<string, TopicDescription>> DescribePartitionsAsync(IReadOnlyList<string> names)
    {
        var topics = await DescribeAsync();
        return topics.ToDictionary(topic => topic.Name, StringComparer.Ordinal);

        async Task<List<TopicDescription>> DescribeAsync()
        {
            try
            {
                return (await _client.DescribeTopicsAsync(TopicCollection.OfTopicNames(names), new DescribeTopicsOptions { RequestTimeout = _timeout })).TopicDescriptions;
            }
            catch (DescribeTopicsException partly)
            {
                return partly.Results.TopicDescriptions;
            }
        }
    }

    private async Task<Dictionary<string, (Error Error, Dictionary<string, ConfigEntryResult> Entries)>> DescribeConfigsAsync(IReadOnlyList<string> names)
    {
        try
        {
            var resources = names.Select(name => new ConfigResource { Type = ResourceType.Topic, Name = name });
            var results = await _client.DescribeConfigsAsync(resources, new DescribeConfigsOptions { RequestTimeout = _timeout });
            return results.ToDictionary(result => result.ConfigResource.Name, result => (new Error(ErrorCode.NoError), result.Entries), StringComparer.Ordinal);
        }
        catch (DescribeConfigsException partly)
        {
            return partly.Results.ToDictionary(result => result.ConfigResource.Name, result => (result.Error, result.Entries), StringComparer.Ordinal);
        }
    }

    private static ImmutableSortedDictionary<string, string> OwnEntries(Dictionary<string, ConfigEntryResult> entries) =>
        entries.Values.Where(entry => entry.Source == ConfigSource.DynamicTopicConfig)
            .ToImmutableSortedDictionary(entry => entry.Name, entry => entry.Value ?? "", StringComparer.Ordinal);

    private static ImmutableArray<PartitionView> Partitions(TopicDescription topic) =>
        [.. topic.Partitions.OrderBy(partition => partition.Partition).Select(partition => new PartitionView(partition.Partition, LeaderOf(partition), Ids(partition.Replicas), Ids(partition.ISR)))];

    private static int? LeaderOf(TopicPartitionInfo partition) => partition.Leader is { Id: >= 0 } leader ? leader.Id : null;

    private static ImmutableArray<int> Ids(IEnumerable<Node> nodes) => [.. nodes.Select(node => node.Id)];
}
