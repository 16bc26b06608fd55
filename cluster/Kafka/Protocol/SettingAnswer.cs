using System.Collections.Immutable;
using Confluent.Kafka.Admin;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>One setting as it is in force. Immutable.</summary>
/// <param name="Value">Null for a secret.</param>
/// <param name="Source">Where it is set.</param>
/// <param name="Synonyms">All places where it is set, the one that wins first; empty when they were not asked for.</param>
internal sealed record SettingAnswer(string Name, string? Value, ConfigSource Source, ImmutableArray<SettingSynonym> Synonyms);
