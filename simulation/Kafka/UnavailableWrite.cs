namespace GitOpsKafka.Simulation.Kafka;

/// <summary>A partition fell below its minimum of in-sync replicas: producers with <c>acks=all</c> would fail. Immutable.</summary>
/// <param name="InSync">Live replicas in sync that were left.</param>
public sealed record UnavailableWrite(DateTimeOffset Time, string Topic, int Partition, int InSync, int Minimum);
