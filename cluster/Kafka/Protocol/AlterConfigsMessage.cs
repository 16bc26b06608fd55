using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>
/// IncrementalAlterConfigs (44) version 0, which every broker from 2.3 on speaks, for the settings that all brokers share.
/// Pure. Source: https://kafka.apache.org/protocol#The_Messages_IncrementalAlterConfigs.
/// </summary>
internal static class AlterConfigsMessage
{
    private const short ApiKey = 44;
    private const byte BrokerResource = 4;
    private const byte Set = 0;
    private const byte Delete = 1;

    /// <param name="what">For messages.</param>
    public static BrokerRequest<bool> Of(string what, IReadOnlyDictionary<string, string?> changes) =>
        new(what, new ApiRange(ApiKey, 0, 0), _ => Write(changes), (_, answer) => ReadAnswer(what, answer));

    private static byte[] Write(IReadOnlyDictionary<string, string?> changes)
    {
        var body = new ArrayBufferWriter<byte>();
        Int16(body, ApiKey);
        Int16(body, 0); // version
        Int32(body, 0); // correlation id: one request a connection
        Text(body, "gitopskafka");
        Int32(body, 1); // resources
        body.Write<byte>([BrokerResource]);
        Text(body, "");
        Int32(body, changes.Count);
        foreach (var (name, value) in changes.OrderBy(change => change.Key, StringComparer.Ordinal))
        {
            Text(body, name);
            body.Write<byte>([value is null ? Delete : Set]);
            Text(body, value);
        }

        body.Write<byte>([0]); // not only validate
        var request = new byte[4 + body.WrittenCount];
        BinaryPrimitives.WriteInt32BigEndian(request, body.WrittenCount);
        body.WrittenSpan.CopyTo(request.AsSpan(4));
        return request;
    }

    private static bool ReadAnswer(string what, ReadOnlySpan<byte> answer)
    {
        const int Responses = 8; // after correlation id and throttle time
        if (answer.Length < Responses + 8 || BinaryPrimitives.ReadInt32BigEndian(answer[Responses..]) != 1)
            throw new IOException("the broker's answer cannot be read");
        var result = answer[(Responses + 4)..];
        var (error, length) = (BinaryPrimitives.ReadInt16BigEndian(result), BinaryPrimitives.ReadInt16BigEndian(result[2..]));
        if (length > result.Length - 4)
            throw new IOException("the broker's answer cannot be read");
        KafkaErrors.Check(what, error, length > 0 ? Encoding.UTF8.GetString(result.Slice(4, length)) : null);
        return true;
    }

    private static void Int16(ArrayBufferWriter<byte> body, short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(body.GetSpan(2), value);
        body.Advance(2);
    }

    private static void Int32(ArrayBufferWriter<byte> body, int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(body.GetSpan(4), value);
        body.Advance(4);
    }

    private static void Text(ArrayBufferWriter<byte> body, string? value)
    {
        Int16(body, value is null ? (short)-1 : checked((short)Encoding.UTF8.GetByteCount(value)));
        body.Write<byte>(Encoding.UTF8.GetBytes(value ?? ""));
    }
}
