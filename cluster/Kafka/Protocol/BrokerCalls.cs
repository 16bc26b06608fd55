using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Net.Sockets;
using System.Security.Authentication;
using GitOpsKafka.Platform.Certificates;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>Sends single brokers what Confluent's client has no call for, secured as that client is; a connection for each request. Thread-safe.</summary>
/// <param name="credentials">Null for connections without TLS.</param>
/// <param name="timeout">Longest wait for one broker.</param>
internal sealed class BrokerCalls(KafkaCredentials? credentials, TimeSpan timeout)
{
    private const int LargestAnswer = 1 << 24;

    /// <param name="what">Such as <c>describe log directories</c>, for messages.</param>
    /// <param name="request">The whole request, its size in front.</param>
    /// <param name="read">Makes sense of the answer, without its size in front; an <see cref="IOException"/> says that there is none.</param>
    /// <exception cref="KafkaAdminException">The broker did not answer; and what <paramref name="read"/> throws.</exception>
    public async Task<T> AskAsync<T>(string what, BrokerView broker, byte[] request, Func<byte[], T> read, CancellationToken cancellationToken)
    {
        try
        {
            return read(await AskAsync(broker, request, cancellationToken));
        }
        catch (Exception exception) when (exception is SocketException or IOException or AuthenticationException or TimeoutException)
        {
            throw new KafkaAdminException(isRefusal: false, $"{what}: broker {broker.Id}: {exception.Message}", exception);
        }
    }

    /// <param name="brokers">Live brokers; they are tried in turn until one answers.</param>
    /// <inheritdoc cref="AskAsync{T}(string, BrokerView, byte[], Func{byte[], T}, CancellationToken)"/>
    public async Task<T> AskAnyAsync<T>(string what, ImmutableArray<BrokerView> brokers, byte[] request, Func<byte[], T> read, CancellationToken cancellationToken)
    {
        var failure = new KafkaAdminException(isRefusal: false, $"{what}: no broker is known");
        foreach (var broker in brokers)
        {
            try
            {
                return await AskAsync(what, broker, request, read, cancellationToken);
            }
            catch (KafkaAdminException exception) when (exception.InnerException is not null)
            {
                failure = exception;
            }
        }

        throw failure;
    }

    private async Task<byte[]> AskAsync(BrokerView broker, byte[] request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            await using var connection = await BrokerConnection.OpenAsync(broker.Host, broker.Port, credentials, limit.Token);
            await connection.Stream.WriteAsync(request, limit.Token);
            return await ReadAsync(connection.Stream, limit.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {timeout.TotalSeconds:0} s", exception);
        }
    }

    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var size = new byte[4];
        await stream.ReadExactlyAsync(size, cancellationToken);
        var length = BinaryPrimitives.ReadInt32BigEndian(size);
        if (length is < 0 or > LargestAnswer)
            throw new IOException($"an answer of {length} bytes is none of Kafka's");
        var answer = new byte[length];
        await stream.ReadExactlyAsync(answer, cancellationToken);
        return answer;
    }
}
