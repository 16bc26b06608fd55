namespace GitOpsKafka.Simulation.Kafka;

/// <summary>A pod as Kafka knows it. Immutable.</summary>
/// <param name="Role"><c>broker</c> or <c>controller</c>.</param>
internal sealed record KafkaNode(int Id, string Role, string Host);
