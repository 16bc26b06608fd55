using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Observation;

/// <summary>A log directory and the replicas in it. Immutable.</summary>
/// <param name="Replicas">In no order. Empty also where the directory is offline: then nobody knows what is in it.</param>
public sealed record LogDirContents(LogDirView LogDir, ImmutableArray<ReplicaSize> Replicas);

/// <summary>A replica on the disk of a broker. Immutable. Source: KIP-113.</summary>
/// <param name="Bytes">Of its segments.</param>
/// <param name="Lag">Records that it lacks: up to the high watermark, or of a future replica up to the one that it replaces.</param>
/// <param name="IsFuture">It is a copy on its way to this directory from another one of the same broker.</param>
public sealed record ReplicaSize(PartitionId Partition, long Bytes, long Lag, bool IsFuture);
