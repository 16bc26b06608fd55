using System.Collections.Immutable;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Cluster.Faults;

/// <summary>One Kafka cluster, whose writes go past the kill switch. Thread-safe.</summary>
internal sealed class KillingKafkaAdmin(IKafkaAdmin inner, KillSwitch kill) : IKafkaAdmin
{
    public Task<KafkaView> DescribeClusterAsync(CancellationToken cancellationToken) => inner.DescribeClusterAsync(cancellationToken);

    public Task<KafkaHealthView> DescribeHealthAsync(bool hasQuorum, CancellationToken cancellationToken) => inner.DescribeHealthAsync(hasQuorum, cancellationToken);

    public Task<KafkaPlacementView> DescribePlacementAsync(CancellationToken cancellationToken) => inner.DescribePlacementAsync(cancellationToken);

    public Task<ImmutableSortedDictionary<string, TopicView>> DescribeTopicsAsync(IReadOnlyCollection<string>? names, CancellationToken cancellationToken) =>
        inner.DescribeTopicsAsync(names, cancellationToken);

    public Task CreateTopicAsync(string name, int partitions, int replicationFactor, IReadOnlyDictionary<string, string> config, CancellationToken cancellationToken) =>
        kill.WriteAsync("create-topic", name, () => inner.CreateTopicAsync(name, partitions, replicationFactor, config, cancellationToken));

    public Task AlterTopicConfigAsync(string name, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken) =>
        kill.WriteAsync("alter-topic", name, () => inner.AlterTopicConfigAsync(name, changes, cancellationToken));

    public Task IncreasePartitionsAsync(string name, int count, CancellationToken cancellationToken) =>
        kill.WriteAsync("add-partitions", name, () => inner.IncreasePartitionsAsync(name, count, cancellationToken));

    public Task<bool> DeleteTopicAsync(string name, CancellationToken cancellationToken) =>
        kill.WriteAsync("delete-topic", name, () => inner.DeleteTopicAsync(name, cancellationToken));

    public Task<ClusterSettingsView> DescribeSettingsAsync(CancellationToken cancellationToken) => inner.DescribeSettingsAsync(cancellationToken);

    public Task AlterSettingsAsync(int? broker, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken) =>
        kill.WriteAsync("alter-settings", $"{broker}", () => inner.AlterSettingsAsync(broker, changes, cancellationToken));

    public Task ReloadCertificatesAsync(int broker, string listener, CancellationToken cancellationToken) =>
        kill.WriteAsync("reload", $"{broker}", () => inner.ReloadCertificatesAsync(broker, listener, cancellationToken));
}
