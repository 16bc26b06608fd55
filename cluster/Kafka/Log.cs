using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Cluster.Kafka;

/// <summary>Messages about Kafka clusters, ids 4400 to 4499.</summary>
internal static partial class Log
{
    [LoggerMessage(4400, LogLevel.Debug, "The Kafka client of {Bootstrap} reported {Facility}: {Report}")]
    public static partial void ClientReported(this ILogger logger, string bootstrap, string facility, string report);
}
