using Confluent.Kafka;
using GitOpsKafka.Platform.Certificates;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Cluster.Kafka;

/// <summary>Makes the clients of Confluent's library. Thread-safe.</summary>
internal static class KafkaClients
{
    /// <summary>
    /// librdkafka reports on standard error unless told otherwise, and reports every failed connection of a cluster that is just
    /// starting: what matters comes back as the error of a call, the rest is for debugging.
    /// </summary>
    /// <param name="credentials">Null for connections without TLS.</param>
    public static IAdminClient Admin(string bootstrap, KafkaCredentials? credentials, ILogger logger) =>
        new AdminClientBuilder(Config(bootstrap, credentials))
            .SetLogHandler((_, message) => logger.ClientReported(bootstrap, message.Facility, message.Message))
            .SetErrorHandler((_, error) => logger.ClientReported(bootstrap, error.Code.ToString(), error.Reason))
            .Build();

    private static AdminClientConfig Config(string bootstrap, KafkaCredentials? credentials)
    {
        var config = new AdminClientConfig { BootstrapServers = bootstrap, ClientId = "gitopskafka" };
        if (credentials is null)
            return config;
        config.SecurityProtocol = SecurityProtocol.Ssl;
        config.SslCaPem = credentials.TrustPem;
        config.SslCertificatePem = credentials.Certificate.ChainPem;
        config.SslKeyPem = credentials.Certificate.Key.Reveal();
        config.SslEndpointIdentificationAlgorithm = SslEndpointIdentificationAlgorithm.Https;
        return config;
    }
}
