using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Observation;

/// <summary>Where the replicas of a Kafka cluster are by its own account. Immutable.</summary>
/// <param name="Partitions">Of all topics, internal ones too; in no order.</param>
/// <param name="Moving">Those whose replicas are on the move.</param>
/// <param name="LogDirs">By id, of all live brokers; what one does not tell is unknown.</param>
public sealed record KafkaPlacementView(
    KafkaView Cluster,
    ImmutableArray<PartitionPlacement> Partitions,
    ImmutableArray<ReassignmentView> Moving,
    ImmutableSortedDictionary<int, Told<ImmutableArray<LogDirContents>>> LogDirs);
