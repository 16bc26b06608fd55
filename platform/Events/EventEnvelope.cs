using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Events;

/// <summary>
/// One event as it stands on the bus: CloudEvents 1.0 attributes and the place in its producer's chain. Immutable.
/// Source: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md.
/// </summary>
/// <param name="Source">CloudEvents source: who says so, such as <c>/reconciler/orders-platform</c>.</param>
/// <param name="Producer">Names the chain. One process writes to one chain at a time.</param>
/// <param name="Sequence">Position in the chain, from 1, without gaps.</param>
/// <param name="Chain">
/// SHA-256 over the chain value of the event before (32 zero bytes for the first) and the canonical form (RFC 8785) of this event
/// without its <c>chain</c> attribute; 64 hex digits.
/// </param>
public sealed record EventEnvelope(string Id, string Source, ResourceKey Subject, DateTimeOffset Time, PlatformEvent Data, string Producer, long Sequence, string Chain, string? TraceParent);
