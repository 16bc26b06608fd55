using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Cluster.Bus;

/// <summary>The topic that holds the trail: makes it, or checks that it keeps what it is given. Thread-safe.</summary>
internal static class EventTopic
{
    /// <exception cref="EventTopicException">The topic is there, but would lose events.</exception>
    /// <exception cref="KafkaException">The bus is out of reach, or refuses to create the topic.</exception>
    public static async Task EnsureAsync(BusClients clients, ILogger logger, CancellationToken cancellationToken)
    {
        var options = clients.Options;
        if (!options.CreateTopic)
            return;
        using var admin = clients.Admin();
        // Metadata of all topics: asking for this one by name would make a broker with auto.create.topics.enable create it, with the wrong settings.
        var metadata = await Task.Run(() => admin.GetMetadata(options.RequestTimeout), cancellationToken);
        if (metadata.Topics.Exists(topic => topic.Topic == options.Topic) || !await CreateAsync(admin, metadata.Brokers.Count, options, logger))
            await CheckAsync(admin, options, logger);
    }

    /// <returns>False when another process was first.</returns>
    private static async Task<bool> CreateAsync(IAdminClient admin, int brokers, BusOptions options, ILogger logger)
    {
        var replication = options.ReplicationFactor ?? (short)Math.Clamp(brokers, 1, 3);
        var topic = new TopicSpecification
        {
            Name = options.Topic,
            NumPartitions = options.Partitions,
            ReplicationFactor = replication,
            Configs = new Dictionary<string, string>
            {
                ["cleanup.policy"] = "delete",
                ["retention.ms"] = "-1",
                ["retention.bytes"] = "-1",
                ["min.insync.replicas"] = replication >= 3 ? "2" : "1",
            },
        };
        try
        {
            await admin.CreateTopicsAsync([topic], new CreateTopicsOptions { RequestTimeout = options.RequestTimeout, OperationTimeout = options.RequestTimeout });
            logger.TopicCreated(options.Topic, options.Partitions, replication);
            return true;
        }
        catch (CreateTopicsException exception) when (exception.Results.TrueForAll(result => result.Error.Code == ErrorCode.TopicAlreadyExists))
        {
            return false;
        }
    }

    private static async Task CheckAsync(IAdminClient admin, BusOptions options, ILogger logger)
    {
        var resource = new ConfigResource { Type = Confluent.Kafka.Admin.ResourceType.Topic, Name = options.Topic };
        var described = await admin.DescribeConfigsAsync([resource], new DescribeConfigsOptions { RequestTimeout = options.RequestTimeout });
        var losses = Losses(described[0].Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Value));
        if (losses.Count == 0)
            return;
        if (!options.AllowUnsafeTopic)
            throw new EventTopicException(options.Topic, losses);
        logger.TopicLosesEvents(options.Topic, string.Join("; ", losses));
    }

    /// <summary>What in the topic's settings destroys the trail; empty when nothing does.</summary>
    internal static IReadOnlyList<string> Losses(IReadOnlyDictionary<string, string> config)
    {
        var losses = new List<string>();
        if (config.GetValueOrDefault("cleanup.policy", "delete").Contains("compact", StringComparison.Ordinal))
            losses.Add("cleanup.policy compacts: older events of a resource are removed. Set it to delete");
        foreach (var name in new[] { "retention.ms", "retention.bytes" })
        {
            if (config.TryGetValue(name, out var value) && (!long.TryParse(value, CultureInfo.InvariantCulture, out var limit) || limit >= 0))
                losses.Add($"{name} is {value}: old events are removed. Set it to -1");
        }

        return losses;
    }
}
