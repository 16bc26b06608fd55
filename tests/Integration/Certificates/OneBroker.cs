using System.Collections.Immutable;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Tests.Integration.Certificates;

/// <summary>Leads from the names of a cluster in Kubernetes to one broker on loopback: whatever the host or the id is.</summary>
internal sealed class OneBroker(IKafkaAdmin admin, ITlsProbe probe, int id) : IKafkaAdmins, IKafkaAdmin, ITlsProbe
{
    public int Reloads { get; private set; }

    public IKafkaAdmin For(ResourceKey cluster) => this;

    public Task<string?> ThumbprintAsync(string host, int port, CancellationToken cancellationToken) => probe.ThumbprintAsync("127.0.0.1", port, cancellationToken);

    public Task ReloadCertificatesAsync(int broker, string listener, CancellationToken cancellationToken)
    {
        Reloads++;
        return admin.ReloadCertificatesAsync(id, listener, cancellationToken);
    }

    public Task<KafkaView> DescribeClusterAsync(CancellationToken cancellationToken) => admin.DescribeClusterAsync(cancellationToken);

    public Task<KafkaHealthView> DescribeHealthAsync(bool hasQuorum, CancellationToken cancellationToken) => admin.DescribeHealthAsync(hasQuorum, cancellationToken);

    public Task<KafkaPlacementView> DescribePlacementAsync(CancellationToken cancellationToken) => admin.DescribePlacementAsync(cancellationToken);

    public Task<ImmutableSortedDictionary<string, TopicView>> DescribeTopicsAsync(IReadOnlyCollection<string>? names, CancellationToken cancellationToken) => admin.DescribeTopicsAsync(names, cancellationToken);

    public Task CreateTopicAsync(string name, int partitions, int replicationFactor, IReadOnlyDictionary<string, string> config, CancellationToken cancellationToken) => admin.CreateTopicAsync(name, partitions, replicationFactor, config, cancellationToken);

    public Task<ClusterSettingsView> DescribeSettingsAsync(CancellationToken cancellationToken) => admin.DescribeSettingsAsync(cancellationToken);

    public Task AlterSettingsAsync(int? broker, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken) => admin.AlterSettingsAsync(broker, changes, cancellationToken);

    public Task AlterTopicConfigAsync(string name, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken) => admin.AlterTopicConfigAsync(name, changes, cancellationToken);

    public Task IncreasePartitionsAsync(string name, int count, CancellationToken cancellationToken) => admin.IncreasePartitionsAsync(name, count, cancellationToken);

    public Task<bool> DeleteTopicAsync(string name, CancellationToken cancellationToken) => admin.DeleteTopicAsync(name, cancellationToken);
}
