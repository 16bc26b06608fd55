using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Cluster.Kafka;

/// <summary>Makes the clients of Confluent's library. Thread-safe.</summary>
internal static class KafkaClients
{
    /// <summary>
    /// librdkafka reports on standard error unless told otherwise, and reports every failed connection of a cluster that is just
    /// starting: what matters comes back as the error of a call, the rest is for debugging.
    /// </summary>
    public static IAdminClient Admin(string bootstrap, ILogger logger) =>
        new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrap, ClientId = "gitopskafka" })
            .SetLogHandler((_, message) => logger.ClientReported(bootstrap, message.Facility, message.Message))
            .SetErrorHandler((_, error) => logger.ClientReported(bootstrap, error.Code.ToString(), error.Reason))
            .Build();
}
