using System.Collections.Immutable;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Tests.Unit.Worker.Applying;

/// <summary>A Kafka that answers whatever the cluster, and only knows topics.</summary>
internal sealed class OneKafka : IKafkaAdmins, IKafkaAdmin
{
    public SortedDictionary<string, TopicView> Topics { get; } = new(StringComparer.Ordinal);

    public IKafkaAdmin For(ResourceKey cluster) => this;

    public Task<ImmutableSortedDictionary<string, TopicView>> DescribeTopicsAsync(IReadOnlyCollection<string>? names, CancellationToken cancellationToken) =>
        Task.FromResult(Topics.Where(topic => names is null || names.Contains(topic.Key)).ToImmutableSortedDictionary(StringComparer.Ordinal));

    public Task CreateTopicAsync(string name, int partitions, int replicationFactor, IReadOnlyDictionary<string, string> config, CancellationToken cancellationToken)
    {
        var placed = Enumerable.Range(0, partitions).Select(id => new PartitionView(id, 0, [.. Enumerable.Range(0, replicationFactor)], [.. Enumerable.Range(0, replicationFactor)]));
        Topics.Add(name, new TopicView(name, [.. placed], config.ToImmutableSortedDictionary(StringComparer.Ordinal)));
        return Task.CompletedTask;
    }

    public Task<bool> DeleteTopicAsync(string name, CancellationToken cancellationToken) => Task.FromResult(Topics.Remove(name));

    public Task<KafkaView> DescribeClusterAsync(CancellationToken cancellationToken) => throw Unexpected.Call();

    public Task<KafkaHealthView> DescribeHealthAsync(bool hasQuorum, CancellationToken cancellationToken) => throw Unexpected.Call();

    public Task<KafkaPlacementView> DescribePlacementAsync(CancellationToken cancellationToken) => throw Unexpected.Call();

    public Task AlterTopicConfigAsync(string name, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken) => throw Unexpected.Call();

    public Task IncreasePartitionsAsync(string name, int count, CancellationToken cancellationToken) => throw Unexpected.Call();

    public Task<ClusterSettingsView> DescribeSettingsAsync(CancellationToken cancellationToken) => throw Unexpected.Call();

    public Task AlterSettingsAsync(int? broker, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken) => throw Unexpected.Call();

    public Task ReloadCertificatesAsync(int broker, string listener, CancellationToken cancellationToken) => throw Unexpected.Call();
}
