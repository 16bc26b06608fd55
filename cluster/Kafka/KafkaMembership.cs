using GitOpsKafka.Cluster.Kafka.Protocol;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Cluster.Kafka;

/// <summary>Adds and removes voters, and forgets brokers. Thread-safe.</summary>
/// <param name="timeout">Longest wait for one request.</param>
internal sealed class KafkaMembership(BrokerCalls calls, Func<CancellationToken, Task<KafkaView>> describe, TimeSpan timeout) : IKafkaMembership
{
    private readonly ControllerCalls _controller = new(calls, describe);

    public Task<QuorumView> DescribeQuorumAsync(CancellationToken cancellationToken) => _controller.AskAsync(QuorumMessage.Request, cancellationToken);

    public Task AddVoterAsync(string clusterId, NewVoter voter, CancellationToken cancellationToken) =>
        _controller.AskAsync(VoterMessage.Add(clusterId, voter, timeout / 2), cancellationToken);

    public Task RemoveVoterAsync(string clusterId, int id, DirectoryId directory, CancellationToken cancellationToken) =>
        _controller.AskAsync(VoterMessage.Remove(clusterId, id, directory), cancellationToken);

    public Task<bool> UnregisterBrokerAsync(int id, CancellationToken cancellationToken) => _controller.AskAsync(UnregisterMessage.Of(id), cancellationToken);
}
