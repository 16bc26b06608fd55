using System.Buffers.Binary;
using System.Security.Authentication;
using System.Text;
using Confluent.Kafka;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>
/// SaslHandshake, version 1, and SaslAuthenticate, version 2, which brokers have from 1.0 and 2.5 on. Pure.
/// Source: KIP-152 and https://kafka.apache.org/protocol#sasl_handshake.
/// </summary>
internal static class SaslMessage
{
    private const short HandshakeKey = 17;
    private const short AuthenticateKey = 36;

    /// <summary>The one of ours that has no flexible version.</summary>
    public static byte[] Handshake(string mechanism)
    {
        var client = "gitopskafka"u8;
        var request = new byte[4 + 10 + client.Length + 2 + mechanism.Length];
        BinaryPrimitives.WriteInt32BigEndian(request, request.Length - 4);
        BinaryPrimitives.WriteInt16BigEndian(request.AsSpan(4), HandshakeKey);
        BinaryPrimitives.WriteInt16BigEndian(request.AsSpan(6), 1); // version; the correlation id after it is 0
        BinaryPrimitives.WriteInt16BigEndian(request.AsSpan(12), (short)client.Length);
        client.CopyTo(request.AsSpan(14));
        BinaryPrimitives.WriteInt16BigEndian(request.AsSpan(14 + client.Length), (short)mechanism.Length);
        Encoding.ASCII.GetBytes(mechanism, request.AsSpan(16 + client.Length));
        return request;
    }

    /// <exception cref="AuthenticationException">The broker does not want the mechanism.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static void ReadHandshake(string mechanism, ReadOnlySpan<byte> bytes)
    {
        var answer = FlexibleAnswer.WithoutHeader(bytes);
        answer.Int32(); // correlation id
        if ((ErrorCode)answer.Int16() is not ErrorCode.NoError and var error)
            throw new AuthenticationException($"{error}: {mechanism}");
    }

    public static byte[] Authenticate(ReadOnlySpan<byte> said) => new FlexibleRequest(AuthenticateKey, 2).Bytes(said).NoTags().ToArray();

    /// <returns>What the broker says.</returns>
    /// <exception cref="AuthenticationException">The broker refuses.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] ReadAuthenticate(ReadOnlySpan<byte> bytes)
    {
        var answer = new FlexibleAnswer(bytes);
        var (error, message) = ((ErrorCode)answer.Int16(), answer.Text());
        return error == ErrorCode.NoError ? answer.Bytes() : throw new AuthenticationException($"{error}: {message}");
    }
}
