using GitOpsKafka.Platform.Observation;

namespace GitOpsKafka.Platform.Ports;

/// <summary>Who belongs to one Kafka cluster in KRaft mode. A failure is a <see cref="KafkaAdminException"/>. Implementations are thread-safe.</summary>
public interface IKafkaMembership
{
    Task<QuorumView> DescribeQuorumAsync(CancellationToken cancellationToken);

    /// <summary>Returns when the vote of the new controller counts. That it votes already is a failure: look at the quorum. Source: KIP-853.</summary>
    /// <param name="clusterId">Another cluster refuses it.</param>
    Task AddVoterAsync(string clusterId, NewVoter voter, CancellationToken cancellationToken);

    /// <summary>
    /// Returns when the others decide without it. That it does not vote is a failure: look at the quorum. The controller stays registered with the
    /// levels of features that it supports, and none can be raised above them until a node of its id registers anew (KAFKA-20395).
    /// </summary>
    /// <inheritdoc cref="AddVoterAsync"/>
    Task RemoveVoterAsync(string clusterId, int id, DirectoryId directory, CancellationToken cancellationToken);

    /// <summary>
    /// Forgets a broker that has been shut down. Kafka also forgets one that still has replicas or is running: look first. Source: KIP-631.
    /// </summary>
    /// <returns>False when there was no such broker.</returns>
    Task<bool> UnregisterBrokerAsync(int id, CancellationToken cancellationToken);
}
