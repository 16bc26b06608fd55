namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>How somebody proves to a broker who they are. Source: https://kafka.apache.org/documentation/#security_sasl.</summary>
internal enum SaslMechanism
{
    /// <summary>The broker is told the password: only for connections with TLS.</summary>
    Plain,

    ScramSha256,
    ScramSha512,
}
