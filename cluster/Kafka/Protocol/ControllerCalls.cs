using System.Net.Sockets;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>
/// Sends requests that the controller alone answers. With ZooKeeper it is one of the brokers; with KRaft any broker passes them on, and the one
/// that is named as the controller is just one of them. Thread-safe.
/// </summary>
/// <param name="describe">Who the controller is now.</param>
internal sealed class ControllerCalls(BrokerCalls calls, Func<CancellationToken, Task<KafkaView>> describe)
{
    private const int Attempts = 3;

    /// <summary>Looks for the controller again while another broker has become it, or the one that was it is gone: then nothing has been done yet.</summary>
    /// <exception cref="KafkaAdminException">It refused, did not answer, or none was found.</exception>
    public async Task<T> AskAsync<T>(BrokerRequest<T> request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await calls.AskAsync(Controller(request.What, await describe(cancellationToken)), request, cancellationToken);
            }
            catch (KafkaAdminException failure) when (attempt < Attempts && failure.InnerException is NotControllerException or SocketException)
            {
                // The next look finds it, or the last attempt tells.
            }
        }
    }

    private static BrokerView Controller(string what, KafkaView cluster) =>
        cluster.Brokers.FirstOrDefault(broker => broker.Id == cluster.ControllerId) ?? throw new KafkaAdminException(isRefusal: false, $"{what}: no controller is known");
}
