using System.Collections.Immutable;
using Confluent.Kafka;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>What a broker says of one topic's settings. Immutable.</summary>
/// <param name="Error">Why it says nothing; none when the topic is there.</param>
internal sealed record TopicConfigs(string Topic, Error Error, ImmutableArray<TopicSetting> Settings);
