using GitOpsKafka.Platform.Certificates;

namespace GitOpsKafka.Cluster.Kafka;

/// <summary>Where a managed cluster is reached, and who we are there. Immutable.</summary>
/// <param name="Credentials">Null without TLS.</param>
internal sealed record KafkaWay(string Bootstrap, KafkaCredentials? Credentials = null);
