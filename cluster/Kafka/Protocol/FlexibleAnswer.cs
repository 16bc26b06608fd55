using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>Reads the answer to a <see cref="FlexibleRequest"/> from front to back. Every read fails with an <see cref="IOException"/> where there is no such thing.</summary>
internal ref struct FlexibleAnswer
{
    private ReadOnlySpan<byte> _rest;

    /// <param name="answer">Without the size in front.</param>
    public FlexibleAnswer(ReadOnlySpan<byte> answer)
    {
        _rest = answer;
        Int32(); // correlation id
        Tags();
    }

    /// <summary>Reads what begins otherwise.</summary>
    public static FlexibleAnswer WithoutHeader(ReadOnlySpan<byte> bytes) => new() { _rest = bytes };

    public byte Byte() => Take(1)[0];

    public short Int16() => BinaryPrimitives.ReadInt16BigEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    public long Int64() => BinaryPrimitives.ReadInt64BigEndian(Take(8));

    public string? Text() => VarInt() is var length && length == 0 ? null : Encoding.UTF8.GetString(Take(length - 1));

    /// <summary>Empty also for null.</summary>
    public byte[] Bytes() => Take(Math.Max(VarInt() - 1, 0)).ToArray();

    public Guid Uuid() => new(Take(16), bigEndian: true);

    /// <summary>An array.</summary>
    public ImmutableArray<int> Int32s()
    {
        var values = new List<int>();
        for (var count = Count(); count > 0; count--)
            values.Add(Int32());
        return [.. values];
    }

    /// <summary>How many items of an array follow; 0 also for null.</summary>
    public int Count()
    {
        var items = VarInt() - 1;
        // Each takes a byte at least: so what is none of Kafka's does not keep us busy.
        return items > _rest.Length ? throw Unreadable() : Math.Max(items, 0);
    }

    /// <summary>Ends a structure: what newer brokers may add is passed over.</summary>
    public void Tags()
    {
        for (var tags = VarInt(); tags > 0; tags--)
            Tag(out _);
    }

    /// <summary>One of the fields at the end of a structure; before the first of them their number is written as a <see cref="VarInt"/>.</summary>
    public int Tag(out FlexibleAnswer field)
    {
        var tag = VarInt();
        field = WithoutHeader(Take(VarInt()));
        return tag;
    }

    public int VarInt()
    {
        var value = 0;
        for (var shift = 0; shift < 28; shift += 7)
        {
            var next = Byte();
            value |= (next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }

        throw Unreadable();
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
            throw Unreadable();
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    private static IOException Unreadable() => new("the broker's answer cannot be read");
}
