namespace GitOpsKafka.Platform.Events;

/// <summary>One record as it lies on the bus. Immutable.</summary>
/// <param name="Key">Record key; empty when the record has none.</param>
/// <param name="Bytes">The value, exactly as read; empty for a tombstone.</param>
/// <param name="Timestamp">Of the record, not of the event.</param>
public sealed record TrailRecord(int Partition, long Offset, string Key, ReadOnlyMemory<byte> Bytes, DateTimeOffset Timestamp);
