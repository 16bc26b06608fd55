namespace GitOpsKafka.Cli.Trail;

/// <summary>Which topic on which bus is meant. Immutable.</summary>
/// <param name="Bootstrap"><c>host:port</c>, several with commas.</param>
/// <param name="Kafka">Settings of librdkafka; may hold secrets, never printed.</param>
internal sealed record TrailTarget(string Bootstrap, string Topic, IReadOnlyDictionary<string, string> Kafka);
