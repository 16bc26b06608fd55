using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Simulation.Time;

namespace GitOpsKafka.Simulation.Kafka;

/// <summary>One Kafka cluster in memory: topics, leaders, in-sync replicas; no records. Topics outlive their brokers until the KafkaCluster is deleted. Thread-safe.</summary>
public sealed class SimulatedKafkaCluster : IKafkaAdmin
{
    private readonly Lock _lock = new();
    private readonly ResourceKey _key;
    private readonly TimeProvider _clock;
    private readonly Trace? _trace;
    private readonly BrokerSet _brokers;
    private readonly QuorumWatch _quorum = new();
    private readonly SimulatedSettings _settings = new();
    private readonly SortedDictionary<string, SimulatedTopic> _topics = new(StringComparer.Ordinal);
    private readonly List<UnavailableWrite> _unavailable = [];
    private string _id = "";
    private int _minimumInSync = 1;
    private int _placed;

    internal SimulatedKafkaCluster(ResourceKey key, TimeProvider clock, TimeSpan catchUp, Trace? trace)
    {
        (_key, _clock, _trace) = (key, clock, trace);
        _brokers = new BrokerSet(catchUp);
    }

    /// <summary>Every time that a partition fell below its minimum, oldest first.</summary>
    public IReadOnlyList<UnavailableWrite> UnavailableWrites
    {
        get
        {
            lock (_lock)
                return [.. _unavailable];
        }
    }

    /// <summary>How often the majority of the controllers was lost.</summary>
    public int QuorumLosses
    {
        get
        {
            lock (_lock)
                return _quorum.Losses;
        }
    }

    /// <summary>What one broker runs with, whether it can be reached or not.</summary>
    public ImmutableSortedDictionary<string, BrokerSetting> SettingsOf(int broker)
    {
        lock (_lock)
            return _settings.Of(broker);
    }

    public Task<KafkaView> DescribeClusterAsync(CancellationToken cancellationToken) => Answer(isWrite: false, View, cancellationToken);

    public Task<KafkaHealthView> DescribeHealthAsync(bool hasQuorum, CancellationToken cancellationToken) => Answer(isWrite: false, () =>
    {
        ImmutableArray<PartitionHealth> partitions = [.. Partitions().Select(entry => new PartitionHealth(entry.Topic.Name, entry.Partition.View, entry.Topic.MinimumInSync(_minimumInSync)))];
        return new KafkaHealthView(partitions, hasQuorum ? _quorum.Tell(_brokers.Live) : null, _brokers.Live.ToImmutableSortedDictionary(broker => broker.Id, LogDirs));
    }, cancellationToken);

    /// <summary>Replicas stay where they were placed, and take no room.</summary>
    public Task<KafkaPlacementView> DescribePlacementAsync(CancellationToken cancellationToken) => Answer(isWrite: false, () => new KafkaPlacementView(
        View(),
        [.. Partitions().Select(entry => new PartitionPlacement(new PartitionId(entry.Topic.Name, entry.Partition.View.Id), entry.Partition.View.Replicas))],
        [],
        _brokers.Live.ToImmutableSortedDictionary(broker => broker.Id, Contents)), cancellationToken);

    public Task<ImmutableSortedDictionary<string, TopicView>> DescribeTopicsAsync(IReadOnlyCollection<string>? names, CancellationToken cancellationToken) =>
        Answer(isWrite: false, () => _topics.Values
            .Where(topic => names?.Contains(topic.Name) ?? !topic.Name.StartsWith("__", StringComparison.Ordinal))
            .ToImmutableSortedDictionary(topic => topic.Name, topic => topic.View, StringComparer.Ordinal), cancellationToken);

    public Task CreateTopicAsync(string name, int partitions, int replicationFactor, IReadOnlyDictionary<string, string> config, CancellationToken cancellationToken) =>
        Answer(isWrite: true, () =>
        {
            TopicRules.CheckName(name);
            if (_topics.ContainsKey(name))
                throw TopicRules.Refuse($"Topic '{name}' already exists.");
            if (_topics.Keys.FirstOrDefault(other => other.Replace('.', '_') == name.Replace('.', '_')) is { } close)
                throw TopicRules.Refuse($"Topic '{name}' collides with existing topic: {close}");
            if (partitions < 1)
                throw TopicRules.Refuse("Number of partitions was set to an invalid non-positive value.");
            TopicRules.CheckReplicas(replicationFactor, _brokers.Live.Length);
            foreach (var (key, value) in config)
                TopicRules.CheckConfig(key, value);
            return _topics[name] = new SimulatedTopic(name, Place(0, partitions, replicationFactor), config.ToImmutableSortedDictionary(StringComparer.Ordinal));
        }, cancellationToken);

    public Task AlterTopicConfigAsync(string name, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken) => Answer(isWrite: true, () =>
    {
        var topic = Find(name);
        foreach (var (key, value) in changes.Where(change => change.Value is not null))
            TopicRules.CheckConfig(key, value!);
        topic.Config = topic.Config
            .RemoveRange(changes.Keys)
            .AddRange(changes.Where(change => change.Value is not null).Select(change => KeyValuePair.Create(change.Key, change.Value!)));
        return topic;
    }, cancellationToken);

    public Task IncreasePartitionsAsync(string name, int count, CancellationToken cancellationToken) => Answer(isWrite: true, () =>
    {
        var topic = Find(name);
        var now = topic.Partitions.Length;
        if (count == now)
            throw TopicRules.Refuse($"Topic already has {now} partition(s).");
        if (count < now)
            throw TopicRules.Refuse($"The topic {name} currently has {now} partition(s); {count} would not be an increase.");
        TopicRules.CheckReplicas(topic.ReplicationFactor, _brokers.Live.Length);
        topic.Partitions = topic.Partitions.AddRange(Place(now, count - now, topic.ReplicationFactor));
        return topic;
    }, cancellationToken);

    public Task<bool> DeleteTopicAsync(string name, CancellationToken cancellationToken) => Answer(isWrite: true, () => _topics.Remove(name), cancellationToken);

    public Task<ClusterSettingsView> DescribeSettingsAsync(CancellationToken cancellationToken) => Answer(
        isWrite: false, () => new ClusterSettingsView(_id, _brokers.Live.ToImmutableSortedDictionary(broker => broker.Id, broker => _settings.Of(broker.Id))), cancellationToken);

    public Task AlterSettingsAsync(int? broker, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken) => Answer(isWrite: true, () =>
    {
        _settings.Alter(broker, changes);
        return true;
    }, cancellationToken);

    public Task ReloadCertificatesAsync(int broker, string listener, CancellationToken cancellationToken) => Answer(
        isWrite: true, () => _brokers.IsUp(broker) ? true : throw new KafkaAdminException(isRefusal: false, $"broker {broker} of {_key} cannot be reached"), cancellationToken);

    /// <param name="cluster">The resource; null when it was deleted: then its data goes.</param>
    internal void Configure(KubeObject? cluster)
    {
        lock (_lock)
        {
            var minimum = cluster?.At("spec", "config", "min.insync.replicas")?.ToString();
            _minimumInSync = int.TryParse(minimum, out var number) ? number : 1;
            var resource = cluster is null ? null : ResourceJson.Read<KafkaCluster>(cluster.Json);
            _id = resource is null ? "" : ClusterRenderer.ClusterId(resource, cluster!.Uid) ?? $"made-by-kafka-{cluster.Uid}";
            _settings.Configure(resource);
            if (cluster is null)
                _topics.Clear();
        }
    }

    internal void See(KafkaNode node, bool isReady)
    {
        lock (_lock)
        {
            Settle();
            if (node.Role == "controller")
                _quorum.See(node.Id, isReady);
            else if (node.Role == "zookeeper")
                return;
            else if (isReady)
                GoUp(node);
            else if (_brokers.IsUp(node.Id))
                GoDown(node);
        }
    }

    private void GoUp(KafkaNode node)
    {
        if (!_brokers.TryAdd(node, _clock.GetUtcNow()))
            return;
        _trace?.Add($"kafka {_key.Name}: broker {node.Id} is up");
        _settings.Start(node.Id);
        foreach (var partition in _topics.Values.SelectMany(topic => topic.Partitions))
            partition.Regain(_brokers.IsUp);
    }

    private void GoDown(KafkaNode node)
    {
        _trace?.Add($"kafka {_key.Name}: broker {node.Id} is down");
        var before = Counts();
        _brokers.Remove(node.Id);
        foreach (var (topic, partition) in Partitions())
        {
            partition.Lose(node.Id, _brokers.IsUp);
            NoteShortage(topic, partition, before[(topic.Name, partition.Id)]);
        }
    }

    private void NoteShortage(SimulatedTopic topic, SimulatedPartition partition, int before)
    {
        var minimum = topic.MinimumInSync(_minimumInSync);
        var after = partition.LiveInSync(_brokers.IsUp);
        if (before < minimum || after >= minimum)
            return;
        _unavailable.Add(new UnavailableWrite(_clock.GetUtcNow(), topic.Name, partition.Id, after, minimum));
        _trace?.Add($"kafka {_key.Name}: {topic.Name}-{partition.Id} has {after} in sync, needs {minimum}");
    }

    /// <summary>Brings in sync whoever has caught up by now. State changes are worked out when somebody looks, so no timer is needed.</summary>
    private void Settle()
    {
        foreach (var broker in _brokers.TakeCaughtUp(_clock.GetUtcNow()))
        {
            foreach (var (_, partition) in Partitions())
                partition.Rejoin(broker);
        }
    }

    private Dictionary<(string, int), int> Counts() =>
        Partitions().ToDictionary(entry => (entry.Topic.Name, entry.Partition.Id), entry => entry.Partition.LiveInSync(_brokers.IsUp));

    /// <summary>Nothing is ever written, so half of it stays free.</summary>
    private KafkaView View()
    {
        var live = _brokers.Live;
        return new KafkaView(_id, _quorum.IsLost ? null : live[0].Id, [.. live.Select(broker => new BrokerView(broker.Id, broker.Host, 9092, null))]);
    }

    private static LogDirView LogDir(KafkaNode broker) => new($"/var/lib/kafka/{broker.Id}", TotalBytes: 1 << 30, UsableBytes: 1 << 29, IsOffline: false);

    private static Told<ImmutableArray<LogDirView>> LogDirs(KafkaNode broker) => new Told<ImmutableArray<LogDirView>>.Known([LogDir(broker)]);

    private Told<ImmutableArray<LogDirContents>> Contents(KafkaNode broker)
    {
        var replicas = Partitions().Where(entry => entry.Partition.View.Replicas.Contains(broker.Id)).Select(entry => new ReplicaSize(new PartitionId(entry.Topic.Name, entry.Partition.View.Id), 0, 0, IsFuture: false));
        return new Told<ImmutableArray<LogDirContents>>.Known([new LogDirContents(LogDir(broker), [.. replicas])]);
    }

    private IEnumerable<(SimulatedTopic Topic, SimulatedPartition Partition)> Partitions() =>
        _topics.Values.SelectMany(topic => topic.Partitions.Select(partition => (topic, partition)));

    private SimulatedTopic Find(string name) =>
        _topics.GetValueOrDefault(name) ?? throw TopicRules.Refuse($"This server does not host this topic-partition: {name}");

    /// <summary>Round robin over the live brokers, each topic beginning one further.</summary>
    private ImmutableArray<SimulatedPartition> Place(int from, int count, int replicationFactor)
    {
        var live = _brokers.Live;
        var start = _placed++;
        return [.. Enumerable.Range(from, count).Select(id => new SimulatedPartition(
            id, [.. Enumerable.Range(0, replicationFactor).Select(replica => live[(start + id + replica) % live.Length].Id)]))];
    }

    private Task<T> Answer<T>(bool isWrite, Func<T> call, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellationToken);
        lock (_lock)
        {
            try
            {
                Settle();
                if (_brokers.Live.IsEmpty)
                    throw new KafkaAdminException(isRefusal: false, $"no broker of {_key} can be reached");
                if (isWrite && _quorum.IsLost)
                    throw new KafkaAdminException(isRefusal: false, $"{_key} has no active controller: the request timed out");
                return Task.FromResult(call());
            }
            catch (KafkaAdminException failure)
            {
                return Task.FromException<T>(failure);
            }
        }
    }
}
