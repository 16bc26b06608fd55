using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Status;

/// <summary>The status of a KafkaTopic. Pure.</summary>
public static class TopicStatus
{
    /// <param name="view">The topic in Kafka; null when it is not there or could not be asked for.</param>
    public static KafkaTopicStatus Of(KubeObject live, TopicView? view, Health health, DateTimeOffset now)
    {
        var before = ResourceJson.Read<KafkaTopic>(live.Json).Status;
        return new KafkaTopicStatus
        {
            ObservedGeneration = live.Generation,
            Conditions = Conditions.Next(before?.Conditions ?? [], health, live.Generation, now),
            Commit = live.Annotation(Marks.Commit),
            Partitions = view?.Partitions.Length ?? before?.Partitions,
            ReplicationFactor = view?.ReplicationFactor ?? before?.ReplicationFactor,
        };
    }

    /// <summary>
    /// The status of a topic from Git whose cluster is not stored, or on its way out; null when the cluster is there: then whoever carries out
    /// a change of the topic says how it is.
    /// </summary>
    /// <exception cref="InvalidOperationException">KafkaClusters were not observed.</exception>
    public static KafkaTopicStatus? WithoutCluster(KubeObject live, ObservedState observed, DateTimeOffset now)
    {
        if (live.IsTerminating || live.Label(Marks.Source) is null || live.At("spec", "clusterRef", "name")?.GetString() is not { } name)
            return null;
        var cluster = ResourceKey.Of(KafkaCluster.KindName, live.Key.Namespace, name);
        var isThere = observed.Find(ResourceKinds.ObjectOf(cluster)) is not null && !BeingDeleted.Is(cluster, observed);
        return isThere ? null : Of(live, null, ClusterNotFound(cluster), now);
    }

    /// <summary>Nothing has to be done to the topic itself: it goes on once the cluster is there.</summary>
    public static Health ClusterNotFound(ResourceKey cluster) =>
        new Health.Retrying(Progress.ClusterNotFound, $"{cluster} does not exist, or is being deleted; the topic waits for it");
}
