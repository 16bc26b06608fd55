using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Cluster.Bus;

/// <summary>Makes librdkafka's clients from the options. Thread-safe.</summary>
internal sealed class BusClients(BusOptions options, ILogger logger)
{
    public BusOptions Options => options;

    /// <param name="onError">Called on the client's own thread; a fatal error means that this producer can send nothing more.</param>
    public IProducer<string, byte[]> Producer(Action<Error> onError) =>
        new ProducerBuilder<string, byte[]>(ProducerConfig())
            .SetLogHandler((_, message) => logger.ClientLogged(message.Name, message.Message))
            .SetErrorHandler((_, error) =>
            {
                Report(error);
                onError(error);
            })
            .Build();

    public IAdminClient Admin() =>
        new AdminClientBuilder(Common())
            .SetLogHandler((_, message) => logger.ClientLogged(message.Name, message.Message))
            .SetErrorHandler((_, error) => Report(error))
            .Build();

    public ConsumerBuilder<string, byte[]> Consumer(ConsumerConfig config) =>
        new ConsumerBuilder<string, byte[]>(config)
            .SetLogHandler((_, message) => logger.ClientLogged(message.Name, message.Message))
            .SetErrorHandler((_, error) => Report(error));

    public ConsumerConfig ConsumerConfig(string groupId)
    {
        var config = new ConsumerConfig(Common())
        {
            GroupId = groupId,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            AllowAutoCreateTopics = false,
            // A topic that is created later must be found soon; the default is five minutes.
            TopicMetadataRefreshIntervalMs = 10_000,
        };
        // How long the work of a killed worker lies before another one has it; the default is 45 s. Ours polls all the time, so none is
        // taken for dead that is only busy.
        config.SessionTimeoutMs ??= 10_000;
        return config;
    }

    private ProducerConfig ProducerConfig() => new(Common())
    {
        Acks = Acks.All,
        EnableIdempotence = true,
        MaxInFlight = 5,
        // Never gives up: the spool holds the events anyway, and giving up on one would change the order.
        MessageTimeoutMs = 0,
        LingerMs = 1,
        CompressionType = CompressionType.Lz4,
        // As the Java clients do, so that a record written by another tool finds the same partition.
        Partitioner = Partitioner.Murmur2Random,
        MessageMaxBytes = options.MaxEventBytes + 1024,
        DeliveryReportFields = "none",
    };

    private Dictionary<string, string> Common() => new(options.Kafka)
    {
        ["bootstrap.servers"] = options.BootstrapServers,
        ["client.id"] = options.Kafka.GetValueOrDefault("client.id", "gitopskafka"),
    };

    private void Report(Error error)
    {
        if (error.Code == ErrorCode.Local_AllBrokersDown || error.IsFatal)
            logger.BusOutOfReach(error.Reason);
        else
            logger.ClientLogged("error", error.Reason);
    }
}
