using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace GitOpsKafka.TestCluster;

/// <summary>Reads a DNS query with one question and writes its answer. Source: RFC 1035, 4.1. Pure.</summary>
internal static class DnsMessage
{
    private const int HeaderLength = 12;
    private const ushort TypeA = 1;
    private const ushort ClassInternet = 1;
    private const ushort AuthoritativeAnswer = 0x8580; // with recursion desired and available, as resolvers expect
    private const ushort NoSuchName = 3;
    private const int TimeToLiveSeconds = 1;
    private const int MostAnswers = 25; // 512 bytes are the most without extensions

    /// <summary>The answer to <paramref name="query"/>, or null when it is not a query for one name.</summary>
    /// <param name="query">As received.</param>
    /// <param name="find">Addresses of a name in lower case without a dot at its end; empty when there is no such name.</param>
    public static byte[]? Answer(ReadOnlySpan<byte> query, Func<string, IEnumerable<IPAddress>> find)
    {
        if (query.Length < HeaderLength || query[2] >> 3 != 0 || BinaryPrimitives.ReadUInt16BigEndian(query[4..]) != 1 || ReadName(query) is not var (name, end) || end + 4 > query.Length)
        {
            return null;
        }

        var addresses = find(name).Take(MostAnswers).ToArray();
        var asked = BinaryPrimitives.ReadUInt16BigEndian(query[end..]) == TypeA ? addresses : [];
        var answer = new byte[end + 4 + (16 * asked.Length)];
        query[..(end + 4)].CopyTo(answer);
        WriteHeader(answer, addresses.Length == 0, asked.Length);
        for (var index = 0; index < asked.Length; index++)
        {
            WriteAddress(answer.AsSpan(end + 4 + (16 * index)), asked[index]);
        }

        return answer;
    }

    private static (string Name, int End)? ReadName(ReadOnlySpan<byte> query)
    {
        var name = new StringBuilder();
        for (var at = HeaderLength; at < query.Length; at += query[at] + 1)
        {
            var length = query[at];
            if (length == 0)
            {
                return (name.ToString(), at + 1);
            }

            if (length > 63 || at + 1 + length > query.Length)
            {
                return null;
            }

            _ = name.Append(name.Length == 0 ? "" : ".").Append(Encoding.ASCII.GetString(query.Slice(at + 1, length)).ToLowerInvariant());
        }

        return null;
    }

    private static void WriteHeader(Span<byte> answer, bool isUnknown, int answers)
    {
        BinaryPrimitives.WriteUInt16BigEndian(answer[2..], (ushort)(AuthoritativeAnswer | (isUnknown ? NoSuchName : 0)));
        BinaryPrimitives.WriteUInt16BigEndian(answer[6..], (ushort)answers);
        answer[8..HeaderLength].Clear();
    }

    private static void WriteAddress(Span<byte> record, IPAddress address)
    {
        BinaryPrimitives.WriteUInt16BigEndian(record, 0xC000 | HeaderLength); // the name of the question again
        BinaryPrimitives.WriteUInt16BigEndian(record[2..], TypeA);
        BinaryPrimitives.WriteUInt16BigEndian(record[4..], ClassInternet);
        BinaryPrimitives.WriteInt32BigEndian(record[6..], TimeToLiveSeconds);
        BinaryPrimitives.WriteUInt16BigEndian(record[10..], 4);
        address.GetAddressBytes().CopyTo(record[12..]);
    }
}
