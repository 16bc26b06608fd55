namespace GitOpsKafka.Platform.Rules.KafkaSettings;

/// <summary>One supported release of Apache Kafka. Immutable.</summary>
/// <param name="Text">As users write it: <c>4.2.1</c>.</param>
/// <param name="Minor">The release line whose settings it has: <c>4.2</c>.</param>
/// <param name="MetadataVersion">The newest metadata version it knows, and the one to finalize after an upgrade to it: <c>4.2-IV1</c>.</param>
public sealed record KafkaVersion(string Text, string Minor, string MetadataVersion);
