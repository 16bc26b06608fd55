namespace GitOpsKafka.Platform.Observation;

/// <summary>What a request for many partitions could not do for one of them. Immutable.</summary>
/// <param name="IsRefusal">The same request can never succeed; otherwise trying again may help.</param>
/// <param name="Why">One line for people.</param>
public sealed record PartitionFault(PartitionId Partition, bool IsRefusal, string Why);
