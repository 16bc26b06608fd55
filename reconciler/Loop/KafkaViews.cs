using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Reconciler.Loop;

/// <summary>
/// The topics of each cluster as Kafka reported them last. A report counts only while no stored KafkaTopic has changed since it
/// was taken: otherwise a topic that a worker has just made would look missing. Not thread-safe.
/// </summary>
internal sealed class KafkaViews(IKafkaAdmins kafka, ILogger<KafkaViews> logger)
{
    private ImmutableDictionary<ResourceKey, ImmutableSortedDictionary<string, TopicView>> _topics = ImmutableDictionary<ResourceKey, ImmutableSortedDictionary<string, TopicView>>.Empty;
    private ImmutableDictionary<ObjectKey, KubeObject>? _takenAt;

    /// <param name="stored">The stored KafkaTopics as they are now.</param>
    /// <returns>Empty, so all unknown, when the last report is out of date.</returns>
    public ImmutableDictionary<ResourceKey, ImmutableSortedDictionary<string, TopicView>> Current(ImmutableDictionary<ObjectKey, KubeObject> stored) =>
        ReferenceEquals(stored, _takenAt) ? _topics : ImmutableDictionary<ResourceKey, ImmutableSortedDictionary<string, TopicView>>.Empty;

    /// <summary>Topics are about to change: what was reported before must not be planned with again.</summary>
    public void Forget() => _takenAt = null;

    /// <summary>Asks every cluster; one that does not answer stays unknown.</summary>
    public async Task RefreshAsync(IEnumerable<KubeObject> clusters, ImmutableDictionary<ObjectKey, KubeObject> stored, CancellationToken cancellationToken)
    {
        // All at once: a cluster that is away must not keep the others waiting.
        var reports = await Task.WhenAll(clusters.Select(cluster => AskAsync(ResourceKey.Of(KafkaCluster.KindName, cluster.Key.Namespace, cluster.Key.Name), cancellationToken)));
        var topics = reports.Where(report => report.Topics is not null).ToImmutableDictionary(report => report.Cluster, report => report.Topics!);
        (_topics, _takenAt) = (topics, stored);
    }

    private async Task<(ResourceKey Cluster, ImmutableSortedDictionary<string, TopicView>? Topics)> AskAsync(ResourceKey cluster, CancellationToken cancellationToken)
    {
        try
        {
            return (cluster, await kafka.For(cluster).DescribeTopicsAsync(null, cancellationToken));
        }
        catch (KafkaAdminException exception)
        {
            logger.ClusterDidNotAnswer(cluster, exception.Message);
            return (cluster, null);
        }
    }
}
