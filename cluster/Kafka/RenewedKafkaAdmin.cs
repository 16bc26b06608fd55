using System.Collections.Immutable;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Cluster.Kafka;

/// <summary>
/// One Kafka cluster, whose certificate and addresses change while we speak to it: a client is made anew when that happens, and when one does
/// not answer any more; the one before it goes when its last call has ended. Thread-safe.
/// </summary>
/// <param name="find">Looks for the way; one without TLS is looked at again only after a failure.</param>
/// <param name="connect">Makes a client, which this admin owns then.</param>
/// <param name="interval">How long credentials are used before they are looked at again.</param>
internal sealed class RenewedKafkaAdmin(
    Func<CancellationToken, Task<KafkaWay>> find, Func<KafkaWay, IKafkaAdmin> connect, TimeSpan interval, TimeProvider time) : IKafkaAdmin, IDisposable
{
    private readonly SemaphoreSlim _looking = new(1);
    private KafkaLease? _lease;
    private KafkaWay? _way;
    private long _lookedAt;
    private volatile bool _hasFailed;
    private volatile KafkaLease? _broken;

    public Task<KafkaView> DescribeClusterAsync(CancellationToken cancellationToken) => AskAsync(admin => admin.DescribeClusterAsync(cancellationToken), cancellationToken);

    public Task<KafkaHealthView> DescribeHealthAsync(bool hasQuorum, CancellationToken cancellationToken) =>
        AskAsync(admin => admin.DescribeHealthAsync(hasQuorum, cancellationToken), cancellationToken);

    public Task<KafkaPlacementView> DescribePlacementAsync(CancellationToken cancellationToken) => AskAsync(admin => admin.DescribePlacementAsync(cancellationToken), cancellationToken);

    public Task<ImmutableSortedDictionary<string, TopicView>> DescribeTopicsAsync(IReadOnlyCollection<string>? names, CancellationToken cancellationToken) =>
        AskAsync(admin => admin.DescribeTopicsAsync(names, cancellationToken), cancellationToken);

    public Task CreateTopicAsync(string name, int partitions, int replicationFactor, IReadOnlyDictionary<string, string> config, CancellationToken cancellationToken) =>
        TellAsync(admin => admin.CreateTopicAsync(name, partitions, replicationFactor, config, cancellationToken), cancellationToken);

    public Task AlterTopicConfigAsync(string name, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken) =>
        TellAsync(admin => admin.AlterTopicConfigAsync(name, changes, cancellationToken), cancellationToken);

    public Task IncreasePartitionsAsync(string name, int count, CancellationToken cancellationToken) =>
        TellAsync(admin => admin.IncreasePartitionsAsync(name, count, cancellationToken), cancellationToken);

    public Task<bool> DeleteTopicAsync(string name, CancellationToken cancellationToken) => AskAsync(admin => admin.DeleteTopicAsync(name, cancellationToken), cancellationToken);

    public Task<ClusterSettingsView> DescribeSettingsAsync(CancellationToken cancellationToken) => AskAsync(admin => admin.DescribeSettingsAsync(cancellationToken), cancellationToken);

    public Task AlterSettingsAsync(int? broker, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken) =>
        TellAsync(admin => admin.AlterSettingsAsync(broker, changes, cancellationToken), cancellationToken);

    public Task ReloadCertificatesAsync(int broker, string listener, CancellationToken cancellationToken) =>
        TellAsync(admin => admin.ReloadCertificatesAsync(broker, listener, cancellationToken), cancellationToken);

    public void Dispose()
    {
        _lease?.Retire();
        _looking.Dispose();
    }

    private async Task TellAsync(Func<IKafkaAdmin, Task> tell, CancellationToken cancellationToken) => await AskAsync(
        async admin =>
        {
            await tell(admin);
            return true;
        },
        cancellationToken);

    private async Task<T> AskAsync<T>(Func<IKafkaAdmin, Task<T>> ask, CancellationToken cancellationToken)
    {
        var lease = await TakeAsync(cancellationToken);
        try
        {
            return await ask(lease.Admin);
        }
        catch (KafkaAdminException failure) when (!failure.IsRefusal)
        {
            // Perhaps the certificate is no longer welcome, or the authorities are others: whoever calls again finds the new ones.
            _hasFailed = true;
            if (failure.InnerException is TimeoutException or ObjectDisposedException)
                _broken = lease;
            throw;
        }
        finally
        {
            lease.Return();
        }
    }

    private async Task<KafkaLease> TakeAsync(CancellationToken cancellationToken)
    {
        await _looking.WaitAsync(cancellationToken);
        try
        {
            if (_lease is null || _hasFailed || (_way is { Credentials: not null } && time.GetElapsedTime(_lookedAt) >= interval))
                await LookAsync(cancellationToken);
            _lease!.Take();
            return _lease;
        }
        finally
        {
            _looking.Release();
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var found = await find(cancellationToken);
        (_lookedAt, _hasFailed) = (time.GetTimestamp(), false);
        if (_lease is not null && found == _way && _lease != _broken)
            return;
        var next = new KafkaLease(connect(found));
        _lease?.Retire();
        (_lease, _way) = (next, found);
    }
}
