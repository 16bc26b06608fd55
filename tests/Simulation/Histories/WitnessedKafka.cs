using System.Collections.Immutable;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Tests.Simulation.Histories;

/// <summary>Shows the witness what a process asks of Kafka.</summary>
internal sealed class WitnessedKafka(IKafkaAdmins inner, Witness witness, string process) : IKafkaAdmins
{
    public IKafkaAdmin For(ResourceKey cluster) => new Admin(inner.For(cluster), (topic, isDelete) => witness.Topic(process, cluster, topic, isDelete));

    private sealed class Admin(IKafkaAdmin inner, Action<string, bool> see) : IKafkaAdmin
    {
        public Task<KafkaView> DescribeClusterAsync(CancellationToken cancellationToken) => inner.DescribeClusterAsync(cancellationToken);

        public Task<KafkaHealthView> DescribeHealthAsync(bool hasQuorum, CancellationToken cancellationToken) => inner.DescribeHealthAsync(hasQuorum, cancellationToken);

        public Task<KafkaPlacementView> DescribePlacementAsync(CancellationToken cancellationToken) => inner.DescribePlacementAsync(cancellationToken);

        public Task<ImmutableSortedDictionary<string, TopicView>> DescribeTopicsAsync(IReadOnlyCollection<string>? names, CancellationToken cancellationToken) =>
            inner.DescribeTopicsAsync(names, cancellationToken);

        public Task CreateTopicAsync(string name, int partitions, int replicationFactor, IReadOnlyDictionary<string, string> config, CancellationToken cancellationToken)
        {
            see(name, false);
            return inner.CreateTopicAsync(name, partitions, replicationFactor, config, cancellationToken);
        }

        public Task AlterTopicConfigAsync(string name, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken)
        {
            see(name, false);
            return inner.AlterTopicConfigAsync(name, changes, cancellationToken);
        }

        public Task IncreasePartitionsAsync(string name, int count, CancellationToken cancellationToken)
        {
            see(name, false);
            return inner.IncreasePartitionsAsync(name, count, cancellationToken);
        }

        public Task<bool> DeleteTopicAsync(string name, CancellationToken cancellationToken)
        {
            see(name, true);
            return inner.DeleteTopicAsync(name, cancellationToken);
        }

        public Task<ClusterSettingsView> DescribeSettingsAsync(CancellationToken cancellationToken) => inner.DescribeSettingsAsync(cancellationToken);

        public Task AlterSettingsAsync(int? broker, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken) =>
            inner.AlterSettingsAsync(broker, changes, cancellationToken);

        public Task ReloadCertificatesAsync(int broker, string listener, CancellationToken cancellationToken) => inner.ReloadCertificatesAsync(broker, listener, cancellationToken);
    }
}
