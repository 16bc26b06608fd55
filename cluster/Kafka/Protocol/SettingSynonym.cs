using Confluent.Kafka.Admin;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>One place where a setting is set. Immutable.</summary>
/// <param name="Name">As it is called there: <c>log.retention.hours</c> may stand for <c>log.retention.ms</c>.</param>
/// <param name="Value">Null for a secret.</param>
internal sealed record SettingSynonym(string Name, string? Value, ConfigSource Source);
