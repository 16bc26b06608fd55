using System.Security.Cryptography;

namespace GitOpsKafka.Platform.Events;

/// <summary>
/// The hash chain of one producer: <c>chain = SHA-256(chain of the event before ‖ canonical JSON of this event without "chain")</c>.
/// Whoever has the JSON text can compute it again. It has no key: it shows that the trail was altered by someone who did not
/// rewrite everything after; a rewritten or cut tail shows only against a <see cref="ChainHead"/> kept elsewhere.
/// </summary>
public static class EventChain
{
    /// <summary>Stands for the chain value before the first event: 32 zero bytes in hex.</summary>
    public static string Origin { get; } = new('0', 64);

    /// <summary>Gives the event the next place in the chain.</summary>
    /// <param name="time">Written in UTC.</param>
    /// <param name="source">CloudEvents source, such as <c>/reconciler/orders-platform</c>.</param>
    /// <param name="traceParent">W3C Trace Context, or null.</param>
    public static SealedEvent Seal(PlatformEvent data, DateTimeOffset time, string source, ChainHead previous, string? traceParent)
    {
        var open = new EventEnvelope(
            data.EventId, source, data.About, time.ToUniversalTime(), data, previous.Producer, previous.Sequence + 1, Origin, traceParent);
        var body = EventCodec.EncodeWithoutChain(open);
        var envelope = open with { Chain = Next(previous.Chain, body) };
        return new SealedEvent(envelope, EventCodec.WithChain(body, envelope.Chain));
    }

    /// <param name="previous">Chain value of the event before; 64 hex digits.</param>
    /// <param name="body">Canonical JSON (RFC 8785) of the event without its <c>chain</c> attribute.</param>
    public static string Next(string previous, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Convert.FromHexString(previous));
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
