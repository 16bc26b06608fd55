using System.Collections.Immutable;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Tests.Unit.Cli;

/// <summary>Clusters that are only asked for their topics and settings. One that is not known does not answer.</summary>
internal sealed class KafkaFake : IKafkaAdmins
{
    public Dictionary<ResourceKey, ImmutableSortedDictionary<string, TopicView>> Topics { get; } = [];

    public Dictionary<ResourceKey, ClusterSettingsView> Settings { get; } = [];

    public Dictionary<ResourceKey, KafkaPlacementView> Placements { get; } = [];

    public IKafkaAdmin For(ResourceKey cluster) => new Admin(Topics.GetValueOrDefault(cluster), Settings.GetValueOrDefault(cluster), Placements.GetValueOrDefault(cluster));

    private sealed class Admin(ImmutableSortedDictionary<string, TopicView>? topics, ClusterSettingsView? settings, KafkaPlacementView? placement) : IKafkaAdmin
    {
        public Task<KafkaPlacementView> DescribePlacementAsync(CancellationToken cancellationToken) =>
            placement is null ? throw new KafkaAdminException(isRefusal: false, "no broker answered in 15 s") : Task.FromResult(placement);

        public Task<ImmutableSortedDictionary<string, TopicView>> DescribeTopicsAsync(IReadOnlyCollection<string>? names, CancellationToken cancellationToken) =>
            topics is null ? throw new KafkaAdminException(isRefusal: false, "no broker answered in 15 s") : Task.FromResult(topics);

        public Task<KafkaView> DescribeClusterAsync(CancellationToken cancellationToken) => throw Unexpected.Call();

        public Task<KafkaHealthView> DescribeHealthAsync(bool hasQuorum, CancellationToken cancellationToken) => throw Unexpected.Call();

        public Task CreateTopicAsync(string name, int partitions, int replicationFactor, IReadOnlyDictionary<string, string> config, CancellationToken cancellationToken) => throw Unexpected.Call();

        public Task AlterTopicConfigAsync(string name, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken) => throw Unexpected.Call();

        public Task IncreasePartitionsAsync(string name, int count, CancellationToken cancellationToken) => throw Unexpected.Call();

        public Task<bool> DeleteTopicAsync(string name, CancellationToken cancellationToken) => throw Unexpected.Call();

        public Task<ClusterSettingsView> DescribeSettingsAsync(CancellationToken cancellationToken) =>
            settings is null ? throw new KafkaAdminException(isRefusal: false, "no broker answered in 15 s") : Task.FromResult(settings);

        public Task AlterSettingsAsync(int? broker, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken) => throw Unexpected.Call();

        public Task ReloadCertificatesAsync(int broker, string listener, CancellationToken cancellationToken) => throw Unexpected.Call();
    }
}
