using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Cluster.Kafka;

/// <summary>What the brokers said of one topic. Immutable.</summary>
/// <param name="View">Null when there is no such topic, or when that is not known.</param>
/// <param name="Failure">Why it is not known; else null.</param>
internal sealed record TopicAnswer(TopicView? View, KafkaAdminException? Failure)
{
    public static TopicAnswer Absent { get; } = new(null, null);

    /// <exception cref="KafkaAdminException">It is not known whether the topic exists.</exception>
    public TopicView? OrThrow() => Failure is null ? View : throw new KafkaAdminException(Failure.IsRefusal, Failure.Message, Failure);
}
