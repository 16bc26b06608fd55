using System.Collections.Immutable;
using System.Net.Sockets;
using Confluent.Kafka;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>
/// Changes the settings that all brokers share. Confluent's client refuses the empty name that Kafka has for them, so this one request is
/// sent by hand, without TLS and SASL as the admin client itself connects. Any broker passes it on to the controller. Thread-safe.
/// </summary>
internal static class SharedSettings
{
    private const int LargestAnswer = 1 << 20;

    /// <param name="brokers">Live brokers; they are tried in turn until one can be reached.</param>
    /// <exception cref="KafkaAdminException">Refused, or no broker answered.</exception>
    public static async Task AlterAsync(ImmutableArray<BrokerView> brokers, IReadOnlyDictionary<string, string?> changes, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var failure = "no broker is known";
        foreach (var broker in brokers)
        {
            try
            {
                var (error, message) = AlterConfigsMessage.ReadAnswer(await AskAsync(broker, AlterConfigsMessage.Of(changes), timeout, cancellationToken));
                if (error == ErrorCode.NoError)
                    return;
                throw KafkaErrors.ToException("alter settings of all brokers", new Error(error, message));
            }
            catch (Exception exception) when (exception is SocketException or IOException or TimeoutException)
            {
                failure = $"broker {broker.Id}: {exception.Message}";
            }
        }

        throw new KafkaAdminException(isRefusal: false, $"alter settings of all brokers: {failure}");
    }

    private static async Task<byte[]> AskAsync(BrokerView broker, byte[] request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync(broker.Host, broker.Port, limit.Token);
            var stream = connection.GetStream();
            await stream.WriteAsync(request, limit.Token);
            return await ReadAsync(stream, limit.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {timeout.TotalSeconds:0} s", exception);
        }
    }

    private static async Task<byte[]> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
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
