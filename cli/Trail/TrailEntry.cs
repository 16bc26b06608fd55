using GitOpsKafka.Platform.Events;

namespace GitOpsKafka.Cli.Trail;

/// <summary>One of our events and where it lies. Immutable.</summary>
internal sealed record TrailEntry(TrailRecord Record, EventEnvelope Envelope);
