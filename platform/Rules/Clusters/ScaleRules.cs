using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rules.Clusters;

/// <summary>KC-009 and KC-010: how few brokers there may be.</summary>
internal static class ScaleRules
{
    public static IEnumerable<Rule> All { get; } =
    [
        Rule.Transition<KafkaCluster>("KC-009", Severity.Deny, "Brokers do not fall below the replicas that are in use",
            "A broker that holds the only place for a replica can never be drained.", InUse),
        Rule.Transition<KafkaCluster>("KC-010", Severity.Deny, "Brokers do not fall below the replication factor of a topic",
            "The topic could not be kept as its resource asks.", Wanted),
    ];

    private static FieldPath Path => FieldPath.Spec.Field("brokers").Field("replicas");

    private static IEnumerable<Finding> InUse(KafkaCluster old, KafkaCluster cluster, RuleInput input) =>
        Largest(old, cluster, input, topic => topic.Status?.ReplicationFactor ?? 0) is { } topic
            ? [Finding.Invalid(Path, cluster.Spec.Brokers.Replicas, $"topic {Print.Value(topic.TopicName)} still has {topic.Status?.ReplicationFactor} replicas of each partition; lower its replicationFactor first")]
            : [];

    private static IEnumerable<Finding> Wanted(KafkaCluster old, KafkaCluster cluster, RuleInput input) =>
        Largest(old, cluster, input, topic => topic.Spec.ReplicationFactor) is { } topic
            ? [Finding.Invalid(Path, cluster.Spec.Brokers.Replicas, $"KafkaTopic {Print.Value(topic.Metadata.Name)} has replicationFactor {topic.Spec.ReplicationFactor}")]
            : [];

    /// <summary>The topic with the most replicas, when brokers are taken away and it no longer fits.</summary>
    private static KafkaTopic? Largest(KafkaCluster old, KafkaCluster cluster, RuleInput input, Func<KafkaTopic, int> replicas)
    {
        var brokers = cluster.Spec.Brokers.Replicas;
        return brokers >= old.Spec.Brokers.Replicas
            ? null
            : input.Neighbours.LivingTopicsOf(cluster.TryKey())
                .Where(topic => replicas(topic) > brokers)
                .OrderByDescending(replicas).ThenBy(topic => topic.Metadata.Name, StringComparer.Ordinal)
                .FirstOrDefault();
    }
}
