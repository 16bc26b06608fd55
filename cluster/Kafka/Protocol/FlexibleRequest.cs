using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>
/// Writes one request in a flexible version: lengths are varints, and every structure ends with tagged fields, of which we have none.
/// Not thread-safe. Source: KIP-482 and https://kafka.apache.org/protocol#protocol_types.
/// </summary>
internal sealed class FlexibleRequest
{
    private readonly ArrayBufferWriter<byte> _body = new();

    public FlexibleRequest(short apiKey, short version)
    {
        var client = "gitopskafka"u8;
        Int16(apiKey).Int16(version).Int32(0); // correlation id: one request a connection
        // The one text of the header that stayed as it was, so that brokers of any version can read it.
        Int16((short)client.Length);
        _body.Write(client);
        NoTags();
    }

    public FlexibleRequest Int16(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(_body.GetSpan(2), value);
        _body.Advance(2);
        return this;
    }

    public FlexibleRequest Int32(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(_body.GetSpan(4), value);
        _body.Advance(4);
        return this;
    }

    public FlexibleRequest Byte(byte value)
    {
        _body.Write<byte>([value]);
        return this;
    }

    public FlexibleRequest Boolean(bool value) => Byte(value ? (byte)1 : (byte)0);

    public FlexibleRequest Uuid(Guid value)
    {
        _body.Write<byte>(value.ToByteArray(bigEndian: true));
        return this;
    }

    public FlexibleRequest Text(string? value) => value is null ? Null() : Bytes(Encoding.UTF8.GetBytes(value));

    public FlexibleRequest Bytes(ReadOnlySpan<byte> value)
    {
        Count(value.Length);
        _body.Write(value);
        return this;
    }

    /// <summary>How many items of an array follow.</summary>
    public FlexibleRequest Count(int items)
    {
        // Zero stands for null.
        for (var rest = (uint)items + 1; ; rest >>= 7)
        {
            if (rest < 0x80)
                return Byte((byte)rest);
            Byte((byte)(rest | 0x80));
        }
    }

    /// <summary>An array.</summary>
    public FlexibleRequest Int32s(IReadOnlyCollection<int> values)
    {
        Count(values.Count);
        foreach (var value in values)
            Int32(value);
        return this;
    }

    /// <summary>In place of an array or a text.</summary>
    public FlexibleRequest Null() => Byte(0);

    /// <summary>Ends a structure.</summary>
    public FlexibleRequest NoTags() => Byte(0);

    /// <summary>The whole request, its size in front.</summary>
    public byte[] ToArray()
    {
        var request = new byte[4 + _body.WrittenCount];
        BinaryPrimitives.WriteInt32BigEndian(request, _body.WrittenCount);
        _body.WrittenSpan.CopyTo(request.AsSpan(4));
        return request;
    }
}
