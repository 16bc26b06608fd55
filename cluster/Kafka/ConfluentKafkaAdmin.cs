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
/// One Kafka cluster: read by requests of our own as far as any broker can answer, changed through Confluent's client. Connects at the first call
/// and again by itself. A call that is cancelled or times out may still be carried out by the broker: look again. Thread-safe.
/// </summary>
public sealed class ConfluentKafkaAdmin : IKafkaAdmin, IDisposable
{
    /// <summary>Health is asked for every few seconds, of clusters that are ill: what takes longer is unknown until the next time.</summary>
    private static readonly TimeSpan LongestHealthCall = TimeSpan.FromSeconds(5);

    /// <summary>Requests of one call, one after another: health takes four, and settings of 250 topics are asked for at a time.</summary>
    private const int MostRequests = 10;

    private readonly IAdminClient _client;
    private readonly KafkaMetadata _metadata;
    private readonly KafkaTopics _topics;
    private readonly TopicCreation _creation;
    private readonly KafkaBrokerSettings _settings;
    private readonly SharedSettings _sharedSettings;
    private readonly KafkaHealth _health;
    private readonly TimeSpan _timeout;

    /// <param name="timeout">Longest wait for one request.</param>
    /// <param name="credentials">For TLS with a certificate; null for connections without TLS.</param>
    public ConfluentKafkaAdmin(string bootstrap, TimeSpan timeout, ILogger<ConfluentKafkaAdmin> logger, KafkaCredentials? credentials = null)
    {
        _timeout = timeout;
        _client = KafkaClients.Admin(bootstrap, credentials, logger);
        _metadata = new KafkaMetadata(bootstrap, new BrokerCalls(credentials, timeout / 3));
        _topics = new KafkaTopics(_metadata);
        _creation = new TopicCreation(_client, timeout);
        _settings = new KafkaBrokerSettings(_client, timeout);
        var calls = new BrokerCalls(credentials, timeout);
        _sharedSettings = new SharedSettings(calls);
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
        AskAsync("describe health", () => _health.DescribeAsync(hasQuorum, cancellationToken));

    public Task<ImmutableSortedDictionary<string, TopicView>> DescribeTopicsAsync(IReadOnlyCollection<string>? names, CancellationToken cancellationToken) =>
        AskAsync("describe topics", () => _topics.DescribeAsync(names, cancellationToken));

    public Task CreateTopicAsync(string name, int partitions, int replicationFactor, IReadOnlyDictionary<string, string> config, CancellationToken cancellationToken) =>
        TellAsync($"create topic {name}", () => _creation.CreateAsync(
            new TopicSpecification { Name = name, NumPartitions = partitions, ReplicationFactor = checked((short)replicationFactor), Configs = new(config) }, cancellationToken));

    public Task AlterTopicConfigAsync(string name, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken) =>
        TellAsync($"alter settings of topic {name}", () =>
        {
            var resource = new ConfigResource { Type = ResourceType.Topic, Name = name };
            var options = new IncrementalAlterConfigsOptions { RequestTimeout = _timeout };
            return _client.IncrementalAlterConfigsAsync(new() { [resource] = [.. changes.Select(Entry)] }, options).WaitAsync(cancellationToken);
        });

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

    public Task<ClusterSettingsView> DescribeSettingsAsync(CancellationToken cancellationToken) => AskAsync("describe settings of brokers", async () =>
    {
        var cluster = await DescribeClusterAsync(cancellationToken);
        return new ClusterSettingsView(cluster.ClusterId, await _settings.DescribeAsync(cluster.Brokers, cancellationToken));
    });

    public Task AlterSettingsAsync(int? broker, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken) =>
        TellAsync(broker is { } id ? $"alter settings of broker {id}" : "alter settings of all brokers", async () =>
        {
            if (broker is { } one)
                await _settings.AlterAsync(one, [.. changes.Select(Entry)], cancellationToken);
            else
                await _sharedSettings.AlterAsync((await DescribeClusterAsync(cancellationToken)).Brokers, changes, cancellationToken);
        });

    /// <summary>
    /// Takes away a setting that is not there: any change of a broker's own settings makes it look at its files, and this one leaves nothing
    /// behind that would later win over the broker's file. Source: KIP-226 and KAFKA-14136.
    /// </summary>
    public Task ReloadCertificatesAsync(int broker, string listener, CancellationToken cancellationToken) =>
        TellAsync($"reload certificates of broker {broker}", () =>
        {
            var resource = new ConfigResource { Type = ResourceType.Broker, Name = broker.ToString(System.Globalization.CultureInfo.InvariantCulture) };
            var options = new IncrementalAlterConfigsOptions { RequestTimeout = _timeout };
            return _client.IncrementalAlterConfigsAsync(new() { [resource] = [Entry(new($"listener.name.{listener}.ssl.keystore.location", null))] }, options).WaitAsync(cancellationToken);
        });

    public void Dispose() => _client.Dispose();

    private static ConfigEntry Entry(KeyValuePair<string, string?> change) => change.Value is { } value
        ? new ConfigEntry { Name = change.Key, Value = value, IncrementalOperation = AlterConfigOpType.Set }
        : new ConfigEntry { Name = change.Key, IncrementalOperation = AlterConfigOpType.Delete };

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
            return await ask().WaitAsync(_timeout * MostRequests);
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
