namespace GitOpsKafka.Platform.Events;

/// <summary>An event with its place in the chain, and the exact bytes that go on the bus. Immutable.</summary>
public sealed record SealedEvent(EventEnvelope Envelope, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>What the event after this one continues.</summary>
    public ChainHead Head => new(Envelope.Producer, Envelope.Sequence, Envelope.Chain);
}
