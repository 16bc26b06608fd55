using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules.KafkaSettings;

namespace GitOpsKafka.Platform.Rules.Topics;

/// <summary>KT-11 to KT-13: how many copies.</summary>
internal static class TopicReplicationRules
{
    private const string MinIsr = "min.insync.replicas";

    public static IEnumerable<Rule> All { get; } =
    [
        Rule.State<KafkaTopic>("KT-11", Severity.Deny, "The replication factor does not exceed the brokers",
            "Kafka puts each replica on a broker of its own.", FitsBrokers),
        Rule.State<KafkaTopic>("KT-12", Severity.Deny, "The replication factor is 1 to 32767 and min.insync.replicas within it",
            "More replicas in sync than there are can never be had.", WithinRange),
        Rule.State<KafkaTopic>("KT-13", Severity.Warn, "One broker may restart without harm",
            "With no replica to spare, a restart stops producers; with one copy, a lost disk loses records.", Spare),
    ];

    private static FieldPath Path => FieldPath.Spec.Field("replicationFactor");

    private static IEnumerable<Finding> FitsBrokers(KafkaTopic topic, RuleInput input)
    {
        if (input.Neighbours.ClusterOf(topic) is { } cluster && topic.Spec.ReplicationFactor > cluster.Spec.Brokers.Replicas)
        {
            yield return Finding.Invalid(Path, topic.Spec.ReplicationFactor,
                $"cluster {Print.Value(cluster.Metadata.Name)} has {Print.Count(cluster.Spec.Brokers.Replicas, "broker")}");
        }
    }

    private static IEnumerable<Finding> WithinRange(KafkaTopic topic, RuleInput input)
    {
        var factor = topic.Spec.ReplicationFactor;
        if (factor is < 1 or > short.MaxValue)
            yield return Finding.Invalid(Path, factor, $"must be between 1 and {short.MaxValue}");
        else if (topic.Settings().Number(MinIsr) is { } minimum && minimum > factor)
            yield return Finding.Invalid(Settings.Path(MinIsr), $"{minimum}", $"must not exceed replicationFactor {factor}: every acks=all write would fail");
    }

    private static IEnumerable<Finding> Spare(KafkaTopic topic, RuleInput input)
    {
        var factor = topic.Spec.ReplicationFactor;
        if (factor > 1 && topic.Settings().Number(MinIsr) == factor)
            yield return Finding.Remark(Settings.Path(MinIsr), $"{MinIsr} {factor} equals replicationFactor {factor}: one broker restart blocks acks=all");
        if (factor == 1 && input.Neighbours.ClusterOf(topic)?.Spec.Brokers.Replicas is >= 3 and { } brokers)
            yield return Finding.Remark(Path, $"replicationFactor 1 in a cluster of {brokers} brokers: one lost broker loses records");
    }
}
