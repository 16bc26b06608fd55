using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Observation;

/// <summary>Where the replicas of a partition shall be. Immutable.</summary>
/// <param name="Replicas">Broker ids, each once; the first is the preferred leader.</param>
public sealed record PartitionPlacement(PartitionId Partition, ImmutableArray<int> Replicas);
