using Confluent.Kafka.Admin;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>One setting as it is in force for a topic. Immutable.</summary>
/// <param name="Value">Null for a secret.</param>
/// <param name="Source">Where it is set.</param>
internal sealed record TopicSetting(string Name, string? Value, ConfigSource Source);
