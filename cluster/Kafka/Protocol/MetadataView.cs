using System.Collections.Immutable;
using GitOpsKafka.Platform.Observation;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>A cluster as one of its brokers knows it. Immutable.</summary>
/// <param name="Topics">Those that were asked for, internal ones included.</param>
internal sealed record MetadataView(KafkaView Cluster, ImmutableArray<TopicAnswer> Topics);
