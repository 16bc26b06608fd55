using System.Collections.Immutable;
using System.Net.Sockets;
using System.Security.Authentication;
using Confluent.Kafka;
using GitOpsKafka.Platform.Certificates;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>
/// Changes the settings that all brokers share. Confluent's client refuses the empty name that Kafka has for them, so this one request is
/// sent by hand, secured as the admin client itself is. Any broker passes it on to the controller. Thread-safe.
/// </summary>
/// <param name="credentials">Null for connections without TLS.</param>
/// <param name="timeout">Longest wait for one broker.</param>
internal sealed class SharedSettings(KafkaCredentials? credentials, TimeSpan timeout)
{
    private const int LargestAnswer = 1 << 20;

    /// <param name="brokers">Live brokers; they are tried in turn until one can be reached.</param>
    /// <exception cref="KafkaAdminException">Refused, or no broker answered.</exception>
    public async Task AlterAsync(ImmutableArray<BrokerView> brokers, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken)
    {
        var failure = "no broker is known";
        foreach (var broker in brokers)
        {
            try
            {
                var (error, message) = AlterConfigsMessage.ReadAnswer(await AskAsync(broker, AlterConfigsMessage.Of(changes), cancellationToken));
                if (error == ErrorCode.NoError)
                    return;
                throw KafkaErrors.ToException("alter settings of all brokers", new Error(error, message));
            }
            catch (Exception exception) when (exception is SocketException or IOException or AuthenticationException or TimeoutException)
            {
                failure = $"broker {broker.Id}: {exception.Message}";
            }
        }

        throw new KafkaAdminException(isRefusal: false, $"alter settings of all brokers: {failure}");
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
        var length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(size);
        if (length is < 0 or > LargestAnswer)
            throw new IOException($"an answer of {length} bytes is none of Kafka's");
        var answer = new byte[length];
        await stream.ReadExactlyAsync(answer, cancellationToken);
        return answer;
    }
}
