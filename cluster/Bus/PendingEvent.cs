using GitOpsKafka.Platform.Events;

namespace GitOpsKafka.Cluster.Bus;

/// <summary>A sealed event that the bus has not confirmed. Immutable.</summary>
internal sealed record PendingEvent(long Sequence, string Key, DateTimeOffset Time, string Chain, ReadOnlyMemory<byte> Bytes)
{
    public static PendingEvent Of(SealedEvent link) =>
        new(link.Envelope.Sequence, link.Envelope.Subject.ToString(), link.Envelope.Time, link.Envelope.Chain, link.Bytes);
}
