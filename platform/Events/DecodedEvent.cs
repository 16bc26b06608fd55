using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Events;

/// <summary>What the bytes of one record turned out to be. A closed hierarchy. Immutable.</summary>
public abstract record DecodedEvent
{
    private DecodedEvent()
    {
    }

    /// <summary>One of our events.</summary>
    public sealed record Known(EventEnvelope Envelope) : DecodedEvent;

    /// <summary>A sound event of a type that this version does not know, as from a newer one.</summary>
    public sealed record Unknown(string Id, string Type, ResourceKey Subject) : DecodedEvent;

    /// <summary>No event of ours.</summary>
    /// <param name="Reason">What is wrong, without the content.</param>
    public sealed record Malformed(string Reason) : DecodedEvent;
}
