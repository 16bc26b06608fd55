using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace GitOpsKafka.Cluster.Kafka;

/// <summary>Creates topics, those of callers at the same time with one request. Thread-safe.</summary>
internal sealed class TopicCreation
{
    /// <summary>
    /// A KRaft controller refuses a request for more than 10,000 partitions, even when no topic alone has too many; far below, so that
    /// a request also stays within its time. Source: MAX_PARTITIONS_PER_BATCH in Kafka's ReplicationControlManager.
    /// </summary>
    private const int MostPartitions = 2_000;

    private readonly IAdminClient _client;
    private readonly CreateTopicsOptions _options;
    private readonly CallBatcher<TopicSpecification, Error?> _calls;

    public TopicCreation(IAdminClient client, TimeSpan timeout)
    {
        _client = client;
        _options = new CreateTopicsOptions { RequestTimeout = timeout, OperationTimeout = timeout / 2 };
        _calls = new(topic => topic.Name, topic => Math.Max(1, topic.NumPartitions), MostPartitions, SendAsync);
    }

    /// <exception cref="GitOpsKafka.Platform.Ports.KafkaAdminException">The topic was not created, or that is not known.</exception>
    public async Task CreateAsync(TopicSpecification topic, CancellationToken cancellationToken)
    {
        if (await _calls.AskAsync(topic, cancellationToken) is { IsError: true } error)
            throw KafkaErrors.ToException($"create topic {topic.Name}", error);
    }

    private async Task<IReadOnlyList<Error?>> SendAsync(IReadOnlyList<TopicSpecification> topics)
    {
        try
        {
            await _client.CreateTopicsAsync(topics, _options);
            return new Error?[topics.Count];
        }
        catch (CreateTopicsException failure)
        {
            var errors = failure.Results.ToDictionary(result => result.Topic, result => result.Error, StringComparer.Ordinal);
            return [.. topics.Select(topic => errors.GetValueOrDefault(topic.Name, failure.Error))];
        }
        catch (KafkaException failure) when (topics.Count > 1 && KafkaErrors.IsRefusal(failure.Error.Code))
        {
            // Refused as a whole, and it is not said because of which topic: the others must not suffer for it.
            return await SendEachAsync(topics);
        }
        catch (KafkaException failure)
        {
            return [.. topics.Select(_ => failure.Error)];
        }
    }

    private async Task<IReadOnlyList<Error?>> SendEachAsync(IReadOnlyList<TopicSpecification> topics)
    {
        var errors = new List<Error?>(topics.Count);
        foreach (var topic in topics)
            errors.AddRange(await SendAsync([topic]));
        return errors;
    }
}
