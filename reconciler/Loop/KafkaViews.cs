using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Reconciler.Loop;

/// <summary>
/// The topics and the settings of each cluster as Kafka reported them last. A report of topics counts only while no stored KafkaTopic of the cluster has
/// changed since it was taken: otherwise a topic that a worker has just made would look missing. Likewise one of settings counts only while the
/// stored KafkaCluster, with its status, is the same. Thread-safe, but for <see cref="RefreshAsync"/>, of which one at a time may run.
/// </summary>
internal sealed class KafkaViews(IKafkaAdmins kafka, ILogger<KafkaViews> logger)
{
    private static readonly ImmutableDictionary<ObjectKey, KubeObject> Nothing = ImmutableDictionary<ObjectKey, KubeObject>.Empty;

    private readonly Lock _gate = new();
    private readonly SilentClusters _silent = new(logger);
    private readonly HashSet<ResourceKey> _forgotten = [];
    private ImmutableDictionary<ResourceKey, ImmutableSortedDictionary<string, TopicView>> _topics = ImmutableDictionary<ResourceKey, ImmutableSortedDictionary<string, TopicView>>.Empty;
    private ImmutableDictionary<ResourceKey, ClusterSettingsView> _settings = ImmutableDictionary<ResourceKey, ClusterSettingsView>.Empty;
    private ImmutableDictionary<ObjectKey, KubeObject> _topicsTakenAt = Nothing;
    private ImmutableDictionary<ObjectKey, KubeObject> _clustersTakenAt = Nothing;

    /// <param name="stored">The stored KafkaTopics as they are now.</param>
    /// <returns>Without the clusters whose report is out of date. The same object while that does not change.</returns>
    public ImmutableDictionary<ResourceKey, ImmutableSortedDictionary<string, TopicView>> Topics(ImmutableDictionary<ObjectKey, KubeObject> stored)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(stored, _topicsTakenAt))
                _topics = _topics.RemoveRange(ChangedTopics.ClustersOf(_topicsTakenAt, stored));
            _topicsTakenAt = stored;
            return _topics;
        }
    }

    /// <param name="stored">The stored KafkaClusters as they are now.</param>
    /// <returns>Without the clusters whose report is out of date. The same object while that does not change.</returns>
    public ImmutableDictionary<ResourceKey, ClusterSettingsView> Settings(ImmutableDictionary<ObjectKey, KubeObject> stored)
    {
        lock (_gate)
        {
            // A report that is out of date once is so for ever: the object that it was taken at never comes back.
            foreach (var (key, cluster) in _clustersTakenAt)
            {
                if (!ReferenceEquals(stored.GetValueOrDefault(key), cluster))
                    _settings = _settings.Remove(KeyOf(key));
            }

            return _settings;
        }
    }

    /// <summary>These clusters are about to be changed: what was reported of them, and what is being asked for, must not be planned with.</summary>
    public void Forget(IReadOnlyCollection<ResourceKey> clusters)
    {
        lock (_gate)
        {
            _forgotten.UnionWith(clusters);
            (_topics, _settings) = (_topics.RemoveRange(clusters), _settings.RemoveRange(clusters));
        }
    }

    /// <summary>Asks every cluster but those on their way out; one that does not answer stays unknown.</summary>
    /// <param name="clusters">The stored KafkaClusters.</param>
    /// <param name="topics">The stored KafkaTopics.</param>
    public async Task RefreshAsync(ImmutableDictionary<ObjectKey, KubeObject> clusters, ImmutableDictionary<ObjectKey, KubeObject> topics, CancellationToken cancellationToken)
    {
        lock (_gate)
            _forgotten.Clear();
        // All at once: a cluster that is away must not keep the others waiting.
        var reports = await Task.WhenAll(clusters.Values.Where(cluster => !cluster.IsTerminating).Select(cluster => AskAsync(KeyOf(cluster.Key), cancellationToken)));
        lock (_gate)
        {
            var valid = reports.Where(report => !_forgotten.Contains(report.Cluster)).ToList();
            _topics = valid.Where(report => report.Topics is not null).ToImmutableDictionary(report => report.Cluster, report => report.Topics!);
            _settings = valid.Where(report => report.Settings is not null).ToImmutableDictionary(report => report.Cluster, report => report.Settings!);
            (_topicsTakenAt, _clustersTakenAt) = (topics, clusters);
        }

        _silent.Tell([.. reports.Select(report => (report.Cluster, report.Failure))]);
    }

    private async Task<Report> AskAsync(ResourceKey cluster, CancellationToken cancellationToken)
    {
        ImmutableSortedDictionary<string, TopicView>? topics = null;
        try
        {
            topics = await kafka.For(cluster).DescribeTopicsAsync(null, cancellationToken);
            return new Report(cluster, topics, await kafka.For(cluster).DescribeSettingsAsync(cancellationToken));
        }
        catch (KafkaAdminException exception)
        {
            return new Report(cluster, topics, null, exception.Message);
        }
    }

    private static ResourceKey KeyOf(ObjectKey cluster) => ResourceKey.Of(KafkaCluster.KindName, cluster.Namespace, cluster.Name);

    private sealed record Report(ResourceKey Cluster, ImmutableSortedDictionary<string, TopicView>? Topics, ClusterSettingsView? Settings, string? Failure = null);
}
