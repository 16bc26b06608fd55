using System.Collections.Immutable;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Simulation.Faults;

/// <summary>One Kafka cluster as one process meets it on a bad day. Thread-safe.</summary>
public sealed class FaultyKafkaAdmin(IKafkaAdmin inner, FaultPlan plan, Incarnation process) : IKafkaAdmin
{
    private readonly FaultyCalls _calls = new(plan, process, Unreachable);

    public Task<KafkaView> DescribeClusterAsync(CancellationToken cancellationToken) =>
        _calls.CallAsync("describe cluster", () => inner.DescribeClusterAsync(cancellationToken), cancellationToken);

    public Task<KafkaHealthView> DescribeHealthAsync(bool hasQuorum, CancellationToken cancellationToken) =>
        _calls.CallAsync("describe health", () => inner.DescribeHealthAsync(hasQuorum, cancellationToken), cancellationToken);

    public Task<KafkaPlacementView> DescribePlacementAsync(CancellationToken cancellationToken) =>
        _calls.CallAsync("describe placement", () => inner.DescribePlacementAsync(cancellationToken), cancellationToken);

    public Task<ImmutableSortedDictionary<string, TopicView>> DescribeTopicsAsync(IReadOnlyCollection<string>? names, CancellationToken cancellationToken) =>
        _calls.CallAsync("describe topics", () => inner.DescribeTopicsAsync(names, cancellationToken), cancellationToken);

    public Task CreateTopicAsync(string name, int partitions, int replicationFactor, IReadOnlyDictionary<string, string> config, CancellationToken cancellationToken) =>
        _calls.CallAsync($"create topic {name}", () => inner.CreateTopicAsync(name, partitions, replicationFactor, config, cancellationToken), cancellationToken);

    public Task AlterTopicConfigAsync(string name, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken) =>
        _calls.CallAsync($"alter topic {name}", () => inner.AlterTopicConfigAsync(name, changes, cancellationToken), cancellationToken);

    public Task IncreasePartitionsAsync(string name, int count, CancellationToken cancellationToken) =>
        _calls.CallAsync($"add partitions to topic {name}", () => inner.IncreasePartitionsAsync(name, count, cancellationToken), cancellationToken);

    public Task<bool> DeleteTopicAsync(string name, CancellationToken cancellationToken) =>
        _calls.CallAsync($"delete topic {name}", () => inner.DeleteTopicAsync(name, cancellationToken), cancellationToken);

    public Task<ClusterSettingsView> DescribeSettingsAsync(CancellationToken cancellationToken) =>
        _calls.CallAsync("describe settings", () => inner.DescribeSettingsAsync(cancellationToken), cancellationToken);

    public Task AlterSettingsAsync(int? broker, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken) =>
        _calls.CallAsync("alter settings", () => inner.AlterSettingsAsync(broker, changes, cancellationToken), cancellationToken);

    public Task ReloadCertificatesAsync(int broker, string listener, CancellationToken cancellationToken) =>
        _calls.CallAsync($"reload certificates of broker {broker}", () => inner.ReloadCertificatesAsync(broker, listener, cancellationToken), cancellationToken);

    private static KafkaAdminException Unreachable(string call) => new(isRefusal: false, $"Local: Timed out ({call})");
}
