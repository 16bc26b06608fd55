using System.Collections.Immutable;
using GitOpsKafka.Platform.Events;

namespace GitOpsKafka.Cluster.Bus;

/// <summary>One entry of the spool's file. A closed hierarchy. Immutable.</summary>
internal abstract record JournalRecord
{
    private JournalRecord()
    {
    }

    /// <summary>Opens a file: whose chain it is, and how far it had come.</summary>
    public sealed record Began(ChainHead Head) : JournalRecord;

    /// <summary>A sealed event, to be put on the bus.</summary>
    public sealed record Appended(PendingEvent Event) : JournalRecord;

    /// <summary>The bus has it.</summary>
    public sealed record Confirmed(long Sequence, int Partition, long Offset) : JournalRecord;

    /// <summary>Nothing that is pending lies before these offsets.</summary>
    public sealed record Scanned(ImmutableDictionary<int, long> Positions) : JournalRecord;

    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        Write(writer);
        writer.Flush();
        return stream.ToArray();
    }

    /// <exception cref="EndOfStreamException">The bytes are cut short.</exception>
    /// <exception cref="InvalidDataException">Written by a newer version.</exception>
    public static JournalRecord Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        return reader.ReadByte() switch
        {
            1 => new Began(new ChainHead(reader.ReadString(), reader.ReadInt64(), reader.ReadString())),
            2 => new Appended(new PendingEvent(
                reader.ReadInt64(), reader.ReadString(), new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero), reader.ReadString(), reader.ReadBytes(reader.ReadInt32()))),
            3 => new Confirmed(reader.ReadInt64(), reader.ReadInt32(), reader.ReadInt64()),
            4 => new Scanned(Enumerable.Range(0, reader.ReadInt32()).ToImmutableDictionary(_ => reader.ReadInt32(), _ => reader.ReadInt64())),
            var kind => throw new InvalidDataException($"the spool holds an entry of kind {kind}, which this version does not know"),
        };
    }

    private void Write(BinaryWriter writer)
    {
        switch (this)
        {
            case Began { Head: var head }:
                writer.Write((byte)1);
                writer.Write(head.Producer);
                writer.Write(head.Sequence);
                writer.Write(head.Chain);
                break;
            case Appended { Event: var pending }:
                writer.Write((byte)2);
                writer.Write(pending.Sequence);
                writer.Write(pending.Key);
                writer.Write(pending.Time.UtcTicks);
                writer.Write(pending.Chain);
                writer.Write(pending.Bytes.Length);
                writer.Write(pending.Bytes.Span);
                break;
            case Confirmed confirmed:
                writer.Write((byte)3);
                writer.Write(confirmed.Sequence);
                writer.Write(confirmed.Partition);
                writer.Write(confirmed.Offset);
                break;
            case Scanned { Positions: var positions }:
                writer.Write((byte)4);
                writer.Write(positions.Count);
                foreach (var (partition, offset) in positions)
                {
                    writer.Write(partition);
                    writer.Write(offset);
                }

                break;
        }
    }
}
