using System.Collections.Immutable;
using Confluent.Kafka;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>What a broker says of the settings of one topic, or of its own. Immutable.</summary>
/// <param name="Name">Of the topic, or the id of the broker.</param>
/// <param name="Error">Why it says nothing; none when the topic is there.</param>
internal sealed record ConfigsAnswer(string Name, Error Error, ImmutableArray<SettingAnswer> Settings);
