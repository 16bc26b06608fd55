using System.Collections.Immutable;
using GitOpsKafka.Platform.Observation;

namespace GitOpsKafka.Platform.Ports;

/// <summary>What the processes ask of one Kafka cluster. A failure is a <see cref="KafkaAdminException"/>. Implementations are thread-safe.</summary>
public interface IKafkaAdmin
{
    Task<KafkaView> DescribeClusterAsync(CancellationToken cancellationToken);

    /// <summary>How well the cluster is. Fails only when no broker can be reached; what single brokers do not tell is unknown in the answer.</summary>
    /// <param name="hasQuorum">Its metadata is in KRaft, so its quorum is asked for, too.</param>
    Task<KafkaHealthView> DescribeHealthAsync(bool hasQuorum, CancellationToken cancellationToken);

    /// <summary>Where all replicas are. What single brokers do not tell of their disks is unknown in the answer.</summary>
    Task<KafkaPlacementView> DescribePlacementAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The topics named, or (null) all but internal ones, by name. A name that is missing from the result does not exist;
    /// when that is not certain, the call fails.
    /// </summary>
    Task<ImmutableSortedDictionary<string, TopicView>> DescribeTopicsAsync(IReadOnlyCollection<string>? names, CancellationToken cancellationToken);

    Task CreateTopicAsync(string name, int partitions, int replicationFactor, IReadOnlyDictionary<string, string> config, CancellationToken cancellationToken);

    /// <param name="changes">New value by key; null removes the topic's own value, so that the broker's default holds again.</param>
    Task AlterTopicConfigAsync(string name, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken);

    /// <param name="count">The new total.</param>
    Task IncreasePartitionsAsync(string name, int count, CancellationToken cancellationToken);

    /// <returns>False when there was no such topic.</returns>
    Task<bool> DeleteTopicAsync(string name, CancellationToken cancellationToken);

    /// <summary>The settings of all live brokers. When one of them does not answer, the call fails.</summary>
    Task<ClusterSettingsView> DescribeSettingsAsync(CancellationToken cancellationToken);

    /// <summary>Changes settings of running brokers, all or none. Brokers take them on a moment after it has returned.</summary>
    /// <param name="broker">Null for all brokers, also those that are still to come.</param>
    /// <param name="changes">New value by name; null removes the value that was set so.</param>
    Task AlterSettingsAsync(int? broker, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken);

    /// <summary>Makes a broker read the certificate files of all its listeners again, where they have changed. Connections stay.</summary>
    /// <param name="listener">Any of its listeners with TLS, as in Kafka's settings.</param>
    Task ReloadCertificatesAsync(int broker, string listener, CancellationToken cancellationToken);
}
