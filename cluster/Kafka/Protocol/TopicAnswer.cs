using System.Collections.Immutable;
using Confluent.Kafka;
using GitOpsKafka.Platform.Observation;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>What a broker says of one topic. Immutable.</summary>
/// <param name="Error">Why it says nothing more; none when the topic is there.</param>
/// <param name="Partitions">By partition number.</param>
internal sealed record TopicAnswer(string Name, ErrorCode Error, bool IsInternal, ImmutableArray<PartitionView> Partitions);
