using System.Collections.Immutable;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using GitOpsKafka.Cluster.Kafka.Protocol;
using GitOpsKafka.Platform.Certificates;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Cluster.Kafka;

/// <summary>
/// One Kafka cluster. Topics are made and deleted through Confluent's client; all else is asked and told by requests of our own. Connects at the first call
/// and again by itself. A call that is cancelled or times out may still be carried out by the broker: look again. Thread-safe.
/// </summary>
public sealed class KafkaAdmin : IKafkaAdmin, IDisposable
{
    /// <summary>Health is asked for every few seconds, of clusters that are ill: what takes longer is unknown until the next time.</summary>
    private static readonly TimeSpan LongestHealthCall = TimeSpan.FromSeconds(5);

    private readonly IAdminClient _client;
    private readonly KafkaMetadata _metadata;
    private readonly KafkaTopics _topics;
    private readonly TopicCreation _creation;
    private readonly KafkaBrokerSettings _settings;
    private readonly KafkaHealth _health;
    private readonly TimeSpan _timeout;

    /// <param name="timeout">Longest wait for one request.</param>
    /// <param name="credentials">For TLS with a certificate; null for connections without TLS.</param>
    public KafkaAdmin(string bootstrap, TimeSpan timeout, ILogger<KafkaAdmin> logger, KafkaCredentials? credentials = null)
    {
        _timeout = timeout;
        _client = KafkaClients.Admin(bootstrap, credentials, logger);
        _metadata = new KafkaMetadata(bootstrap, new BrokerCalls(credentials, timeout / 3));
        _topics = new KafkaTopics(_metadata);
        _creation = new TopicCreation(_client, timeout);
        var calls = new BrokerCalls(credentials, timeout);
        _settings = new KafkaBrokerSettings(calls);
        Placement = new KafkaPlacement(calls, DescribeClusterAsync, timeout);
        Membership = new KafkaMembership(calls, DescribeClusterAsync, timeout);
        Features = new KafkaFeatures(calls, DescribeClusterAsync, timeout);
        _health = new KafkaHealth(_metadata, new BrokerCalls(credentials, timeout < LongestHealthCall ? timeout : LongestHealthCall));
    }

    public IKafkaPlacement Placement { get; }

    public IKafkaMembership Membership { get; }

    public IKafkaFeatures Features { get; }

    public async Task<KafkaView> DescribeClusterAsync(CancellationToken cancellationToken) => (await _metadata.ReadAsync([], cancellationToken)).Cluster;

    public Task<KafkaHealthView> DescribeHealthAsync(bool hasQuorum, CancellationToken cancellationToken) =>
        _health.DescribeAsync(hasQuorum, cancellationToken);

    public async Task<KafkaPlacementView> DescribePlacementAsync(CancellationToken cancellationToken)
    {
        // Moves are asked for first: one that ends meanwhile is then where it goes, and one that begins is where it was.
        var moving = await Placement.ListReassignmentsAsync(cancellationToken);
        var found = await _metadata.ReadAsync(topics: null, cancellationToken);
        var partitions = from topic in found.Topics from partition in topic.Partitions select new PartitionPlacement(new PartitionId(topic.Name, partition.Id), partition.Replicas);
        return new KafkaPlacementView(found.Cluster, [.. partitions], moving, await Placement.DescribeLogDirsAsync(cancellationToken));
    }

    public Task<ImmutableSortedDictionary<string, TopicView>> DescribeTopicsAsync(IReadOnlyCollection<string>? names, CancellationToken cancellationToken) =>
        _topics.DescribeAsync(names, cancellationToken);

    public Task CreateTopicAsync(string name, int partitions, int replicationFactor, IReadOnlyDictionary<string, string> config, CancellationToken cancellationToken) =>
        TellAsync($"create topic {name}", () => _creation.CreateAsync(
            new TopicSpecification { Name = name, NumPartitions = partitions, ReplicationFactor = checked((short)replicationFactor), Configs = new(config) }, cancellationToken));

    public Task AlterTopicConfigAsync(string name, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken) =>
        _metadata.AskAsync(AlterConfigsMessage.OfTopic(name, changes), cancellationToken);

    public Task IncreasePartitionsAsync(string name, int count, CancellationToken cancellationToken) =>
        TellAsync($"raise partitions of topic {name} to {count}", () =>
        {
            var options = new CreatePartitionsOptions { RequestTimeout = _timeout, OperationTimeout = _timeout / 2 };
            return _client.CreatePartitionsAsync([new PartitionsSpecification { Topic = name, IncreaseTo = count }], options).WaitAsync(cancellationToken);
        });

    public Task<bool> DeleteTopicAsync(string name, CancellationToken cancellationToken) => AskAsync($"delete topic {name}", async () =>
    {
        try
        {
            await _client.DeleteTopicsAsync([name], new DeleteTopicsOptions { RequestTimeout = _timeout, OperationTimeout = _timeout / 2 }).WaitAsync(cancellationToken);
            return true;
        }
        catch (DeleteTopicsException error) when (KafkaErrors.IsNoSuchTopic(KafkaReports.ErrorOf(error)))
        {
            return false;
        }
    });

    public async Task<ClusterSettingsView> DescribeSettingsAsync(CancellationToken cancellationToken)
    {
        var cluster = await DescribeClusterAsync(cancellationToken);
        return new ClusterSettingsView(cluster.ClusterId, await _settings.DescribeAsync(cluster.Brokers, cancellationToken));
    }

    public async Task AlterSettingsAsync(int? broker, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken) =>
        await _settings.AlterAsync((await DescribeClusterAsync(cancellationToken)).Brokers, broker, changes, cancellationToken);

    /// <summary>
    /// Takes away a setting that is not there: any change of a broker's own settings makes it look at its files, and this one leaves nothing
    /// behind that would later win over the broker's file. Source: KIP-226 and KAFKA-14136.
    /// </summary>
    public Task ReloadCertificatesAsync(int broker, string listener, CancellationToken cancellationToken) =>
        AlterSettingsAsync(broker, new Dictionary<string, string?> { [$"listener.name.{listener}.ssl.keystore.location"] = null }, cancellationToken);

    public void Dispose() => _client.Dispose();

    private async Task TellAsync(string what, Func<Task> tell) => await AskAsync(what, async () =>
    {
        await tell();
        return true;
    });

    /// <summary>
    /// Bounded, though each request is: a client whose thread fails on an answer never ends the calls that wait, and refuses all that come later
    /// (confluent-kafka-dotnet issue 2471). Both are told as a <see cref="TimeoutException"/> or <see cref="ObjectDisposedException"/> within.
    /// </summary>
    private async Task<T> AskAsync<T>(string what, Func<Task<T>> ask)
    {
        try
        {
            return await ask().WaitAsync(_timeout * 2);
        }
        catch (KafkaException error)
        {
            throw KafkaErrors.ToException(what, KafkaReports.ErrorOf(error), error);
        }
        catch (Exception error) when (error is TimeoutException or ObjectDisposedException)
        {
            throw new KafkaAdminException(isRefusal: false, $"{what}: {error.Message}", error);
        }
    }
}
