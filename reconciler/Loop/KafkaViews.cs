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

    /// <summary>Asks every cluster that is ready; one that does not answer stays unknown.</summary>
    public async Task RefreshAsync(IEnumerable<KubeObject> clusters, ImmutableDictionary<ObjectKey, KubeObject> stored, CancellationToken cancellationToken)
    {
        var topics = ImmutableDictionary.CreateBuilder<ResourceKey, ImmutableSortedDictionary<string, TopicView>>();
        foreach (var cluster in clusters.Select(cluster => ResourceKey.Of(KafkaCluster.KindName, cluster.Key.Namespace, cluster.Key.Name)))
        {
            try
            {
                topics[cluster] = await kafka.For(cluster).DescribeTopicsAsync(null, cancellationToken);
            }
            catch (KafkaAdminException exception)
            {
                logger.ClusterDidNotAnswer(cluster, exception.Message);
            }
        }

        (_topics, _takenAt) = (topics.ToImmutable(), stored);
    }
}
