using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Events;

/// <summary>One record read as a link of a chain.</summary>
internal sealed class TrailLink
{
    private readonly byte[]? _body;

    private TrailLink(TrailPlace place, string chain, ReadOnlyMemory<byte> bytes, byte[]? body) => (Place, Chain, Bytes, _body) = (place, chain, bytes, body);

    public TrailPlace Place { get; }

    /// <summary>The chain value that the event carries.</summary>
    public string Chain { get; }

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The same bytes came earlier on the trail.</summary>
    public bool IsRepeated { get; set; }

    /// <returns>Null when the record is no event; then the finding says why.</returns>
    public static TrailLink? Read(TrailRecord record, ImmutableArray<TrailFinding>.Builder findings)
    {
        try
        {
            using var document = EventCodec.Parse(record.Bytes);
            var attributes = EventAttributes.Read(document.RootElement);
            var place = new TrailPlace(record.Partition, record.Offset, attributes.Producer, attributes.Sequence);
            if (record.Key != attributes.PartitionKey || record.Key != attributes.Subject.ToString())
                findings.Add(new TrailFinding.KeyMismatch(place, record.Key, attributes.PartitionKey));
            return new TrailLink(place, attributes.Chain, record.Bytes, EventCodec.WithoutChain(document.RootElement, record.Bytes.Span));
        }
        catch (Exception exception) when (EventCodec.IsMalformed(exception))
        {
            findings.Add(new TrailFinding.Malformed(new TrailPlace(record.Partition, record.Offset, "", 0), exception.Message));
            return null;
        }
    }

    /// <summary>The bytes are spelled as a producer spells them.</summary>
    public bool IsCanonical => _body is not null;

    /// <summary>What the chain value should be after the one given; null when the bytes are not as any producer writes them.</summary>
    public string? ChainAfter(string previous) => _body is null ? null : EventChain.Next(previous, _body);

    public bool Follows(string? previous) => previous is not null && ChainAfter(previous) == Chain;
}
