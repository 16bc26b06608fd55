using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
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
}
