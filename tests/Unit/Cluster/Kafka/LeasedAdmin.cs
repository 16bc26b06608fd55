using System.Collections.Immutable;
using GitOpsKafka.Platform.Certificates;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Tests.Unit.Cluster.Kafka;

/// <summary>A client that is only told settings. Using it after it was disposed of fails.</summary>
internal sealed class LeasedAdmin(KafkaCredentials? credentials) : IKafkaAdmin, IDisposable
{
    public KafkaCredentials? Credentials => credentials;

    public int Calls { get; private set; }

    public bool IsDisposed { get; private set; }

    /// <summary>What every call ends with; null for success.</summary>
    public KafkaAdminException? Failure { get; set; }

    /// <summary>What calls wait for; null for nothing.</summary>
    public TaskCompletionSource? Hold { get; set; }

    public async Task AlterSettingsAsync(int? broker, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken)
    {
        Calls++;
        if (Hold is not null)
            await Hold.Task;
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (Failure is not null)
            throw Failure;
    }

    public void Dispose() => IsDisposed = true;

    public Task<KafkaView> DescribeClusterAsync(CancellationToken cancellationToken) => throw Unexpected.Call();

    public Task<KafkaHealthView> DescribeHealthAsync(bool hasQuorum, CancellationToken cancellationToken) => throw Unexpected.Call();

    public Task<KafkaPlacementView> DescribePlacementAsync(CancellationToken cancellationToken) => throw Unexpected.Call();

    public Task<ImmutableSortedDictionary<string, TopicView>> DescribeTopicsAsync(IReadOnlyCollection<string>? names, CancellationToken cancellationToken) => throw Unexpected.Call();

    public Task CreateTopicAsync(string name, int partitions, int replicationFactor, IReadOnlyDictionary<string, string> config, CancellationToken cancellationToken) => throw Unexpected.Call();

    public Task AlterTopicConfigAsync(string name, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken) => throw Unexpected.Call();

    public Task IncreasePartitionsAsync(string name, int count, CancellationToken cancellationToken) => throw Unexpected.Call();

    public Task<bool> DeleteTopicAsync(string name, CancellationToken cancellationToken) => throw Unexpected.Call();

    public Task<ClusterSettingsView> DescribeSettingsAsync(CancellationToken cancellationToken) => throw Unexpected.Call();

    public Task ReloadCertificatesAsync(int broker, string listener, CancellationToken cancellationToken) => throw Unexpected.Call();
}
