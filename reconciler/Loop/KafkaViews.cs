using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Reconciler.Loop;

/// <summary>
/// The topics and the settings of each cluster as Kafka reported them last. A report of topics counts only while no stored KafkaTopic has changed
/// since it was taken: otherwise a topic that a worker has just made would look missing. Likewise one of settings counts only while the
/// stored KafkaCluster, with its status, is the same. Not thread-safe.
/// </summary>
internal sealed class KafkaViews(IKafkaAdmins kafka, ILogger<KafkaViews> logger)
{
    private static readonly ImmutableDictionary<ResourceKey, ClusterSettingsView> NoSettings = ImmutableDictionary<ResourceKey, ClusterSettingsView>.Empty;

    private ImmutableDictionary<ResourceKey, ImmutableSortedDictionary<string, TopicView>> _topics = ImmutableDictionary<ResourceKey, ImmutableSortedDictionary<string, TopicView>>.Empty;
    private ImmutableDictionary<ResourceKey, ClusterSettingsView> _settings = NoSettings;
    private readonly HashSet<ResourceKey> _silent = [];
    private ImmutableDictionary<ObjectKey, KubeObject>? _topicsTakenAt;
    private ImmutableDictionary<ObjectKey, KubeObject> _clustersTakenAt = ImmutableDictionary<ObjectKey, KubeObject>.Empty;

    /// <param name="stored">The stored KafkaTopics as they are now.</param>
    /// <returns>Empty, so all unknown, when the last report is out of date.</returns>
    public ImmutableDictionary<ResourceKey, ImmutableSortedDictionary<string, TopicView>> Topics(ImmutableDictionary<ObjectKey, KubeObject> stored) =>
        ReferenceEquals(stored, _topicsTakenAt) ? _topics : ImmutableDictionary<ResourceKey, ImmutableSortedDictionary<string, TopicView>>.Empty;

    /// <param name="stored">The stored KafkaClusters as they are now.</param>
    /// <returns>Without the clusters whose report is out of date. The same object while that does not change.</returns>
    public ImmutableDictionary<ResourceKey, ClusterSettingsView> Settings(ImmutableDictionary<ObjectKey, KubeObject> stored)
    {
        // A report that is out of date once is so for ever: the object that it was taken at never comes back.
        foreach (var (key, cluster) in _clustersTakenAt)
        {
            if (!ReferenceEquals(stored.GetValueOrDefault(key), cluster))
                _settings = _settings.Remove(KeyOf(key));
        }

        return _settings;
    }

    /// <summary>Kafka is about to be changed: what was reported before must not be planned with again.</summary>
    public void Forget() => (_topicsTakenAt, _settings) = (null, NoSettings);

    /// <summary>Asks every cluster but those on their way out; one that does not answer stays unknown.</summary>
    /// <param name="clusters">The stored KafkaClusters.</param>
    /// <param name="topics">The stored KafkaTopics.</param>
    public async Task RefreshAsync(ImmutableDictionary<ObjectKey, KubeObject> clusters, ImmutableDictionary<ObjectKey, KubeObject> topics, CancellationToken cancellationToken)
    {
        // All at once: a cluster that is away must not keep the others waiting.
        var reports = await Task.WhenAll(clusters.Values.Where(cluster => !cluster.IsTerminating).Select(cluster => AskAsync(KeyOf(cluster.Key), cancellationToken)));
        _topics = reports.Where(report => report.Topics is not null).ToImmutableDictionary(report => report.Cluster, report => report.Topics!);
        _settings = reports.Where(report => report.Settings is not null).ToImmutableDictionary(report => report.Cluster, report => report.Settings!);
        (_topicsTakenAt, _clustersTakenAt) = (topics, clusters);
        Tell(reports);
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

    /// <summary>Once when a cluster falls silent, not at every look, and once when it answers again.</summary>
    private void Tell(Report[] reports)
    {
        foreach (var report in reports)
        {
            if (report.Failure is null ? _silent.Remove(report.Cluster) : _silent.Add(report.Cluster))
                Tell(report);
        }

        _silent.IntersectWith(reports.Select(report => report.Cluster));
    }

    private void Tell(Report report)
    {
        if (report.Failure is { } failure)
            logger.ClusterDidNotAnswer(report.Cluster, failure);
        else
            logger.ClusterAnswersAgain(report.Cluster);
    }

    private static ResourceKey KeyOf(ObjectKey cluster) => ResourceKey.Of(KafkaCluster.KindName, cluster.Namespace, cluster.Name);

    private sealed record Report(ResourceKey Cluster, ImmutableSortedDictionary<string, TopicView>? Topics, ClusterSettingsView? Settings, string? Failure = null);
}
