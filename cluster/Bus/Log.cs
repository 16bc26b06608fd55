using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Cluster.Bus;

internal static partial class Log
{
    [LoggerMessage(4000, LogLevel.Debug, "Kafka client {Client} said: {Message}")]
    public static partial void ClientLogged(this ILogger logger, string client, string message);

    [LoggerMessage(4001, LogLevel.Warning, "The bus was out of reach: {Reason}")]
    public static partial void BusOutOfReach(this ILogger logger, string reason);

    [LoggerMessage(4002, LogLevel.Information, "Created topic {Topic} with {Partitions} partitions, replication factor {ReplicationFactor}")]
    public static partial void TopicCreated(this ILogger logger, string topic, int partitions, int replicationFactor);

    [LoggerMessage(4003, LogLevel.Warning, "Topic {Topic} loses events: {Losses}")]
    public static partial void TopicLosesEvents(this ILogger logger, string topic, string losses);

    [LoggerMessage(4010, LogLevel.Warning, "The spool {Path} ended in a half-written entry; {Bytes} bytes were cut off and kept beside it")]
    public static partial void SpoolWasTorn(this ILogger logger, string path, long bytes);

    [LoggerMessage(4011, LogLevel.Information, "Opened the spool {Path} of producer {Producer} at sequence {Sequence} with {Pending} events pending")]
    public static partial void SpoolOpened(this ILogger logger, string path, string producer, long sequence, int pending);

    [LoggerMessage(4012, LogLevel.Warning, "The bus knew later events of producer {Producer} than the spool, which was restored from a copy; went on as {NewProducer}")]
    public static partial void SpoolWasOutdated(this ILogger logger, string producer, string newProducer);

    [LoggerMessage(4013, LogLevel.Information, "Found {Found} of {Pending} pending events on the bus")]
    public static partial void PendingFoundOnBus(this ILogger logger, int found, int pending);

    [LoggerMessage(4020, LogLevel.Information, "Connected to the bus as producer {Producer} with {Pending} events pending")]
    public static partial void BusConnected(this ILogger logger, string producer, int pending);

    [LoggerMessage(4021, LogLevel.Warning, "The bus failed; {Pending} events wait in the spool, next attempt in {PauseMs} ms")]
    public static partial void BusFailed(this ILogger logger, Exception exception, int pending, long pauseMs);

    [LoggerMessage(4022, LogLevel.Warning, "Stopped with {Pending} events in the spool that the bus had not confirmed")]
    public static partial void StoppedWithPending(this ILogger logger, int pending);

    [LoggerMessage(4030, LogLevel.Information, "Took over partitions {Partitions}")]
    public static partial void PartitionsAssigned(this ILogger logger, string partitions);

    [LoggerMessage(4031, LogLevel.Information, "Handed over partitions {Partitions}")]
    public static partial void PartitionsRevoked(this ILogger logger, string partitions);

    [LoggerMessage(4032, LogLevel.Warning, "Lost partitions {Partitions}; what was being handled was cancelled")]
    public static partial void PartitionsLost(this ILogger logger, string partitions);

    [LoggerMessage(4033, LogLevel.Warning, "Skipped the record at partition {Partition} offset {Offset}, which is no event: {Reason}")]
    public static partial void EventUndecodable(this ILogger logger, int partition, long offset, string reason);

    [LoggerMessage(4034, LogLevel.Warning, "Attempt {Attempt} to handle event {EventId} of {ResourceKey} failed; next in {PauseMs} ms")]
    public static partial void HandlingFailed(this ILogger logger, Exception exception, int attempt, string eventId, string resourceKey, long pauseMs);

    [LoggerMessage(4035, LogLevel.Warning, "The pump failed; it starts again in {PauseMs} ms")]
    public static partial void PumpFailed(this ILogger logger, Exception exception, long pauseMs);

    [LoggerMessage(4036, LogLevel.Debug, "The bus refused an offset of partitions {Partitions}: {Reason}")]
    public static partial void OffsetRefused(this ILogger logger, string partitions, string reason);

    [LoggerMessage(4037, LogLevel.Warning, "Could not consume from the bus: {Reason}")]
    public static partial void ConsumeFailed(this ILogger logger, string reason);
}
