using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules.KafkaSettings;

namespace GitOpsKafka.Platform.Rules.Topics;

/// <summary>KT-07 to KT-10: the number of partitions.</summary>
internal static class PartitionRules
{
    private const int MostPartitions = 1000;
    private const int MostPerBroker = 200;

    public static IEnumerable<Rule> All { get; } =
    [
        Rule.State<KafkaTopic>("KT-07", Severity.Deny, "At least one partition",
            "Records live in partitions.", AtLeastOne),
        Rule.Transition<KafkaTopic>("KT-08", Severity.Deny, "Partitions never become fewer",
            "Kafka cannot remove a partition.", NeverFewer),
        Rule.Transition<KafkaTopic>("KT-09", Severity.Warn, "Compacted topics keep their partitions",
            "A key moves to another partition, and its old value is never compacted away.", KeysStay),
        Rule.State<KafkaTopic>("KT-10", Severity.Warn, "Partitions stay within reason",
            "Each costs memory, open files and time in every failover.", WithinReason),
    ];

    private static FieldPath Path => FieldPath.Spec.Field("partitions");

    private static IEnumerable<Finding> AtLeastOne(KafkaTopic topic, RuleInput input)
    {
        if (topic.Spec.Partitions < 1)
            yield return Finding.Invalid(Path, topic.Spec.Partitions, "must be at least 1");
    }

    private static IEnumerable<Finding> NeverFewer(KafkaTopic old, KafkaTopic topic, RuleInput input)
    {
        // What Kafka has counts: a number that was raised by hand and never carried out may go back.
        var now = old.Status?.Partitions ?? old.Spec.Partitions;
        if (topic.Spec.Partitions >= now)
            yield break;
        var finding = Finding.Invalid(Path, topic.Spec.Partitions, $"cannot decrease from {now}");
        // Someone added partitions past the manifest: that must not stop an edit of something else.
        yield return topic.Spec.Partitions == old.Spec.Partitions ? finding.AsWarning() : finding;
    }

    private static IEnumerable<Finding> KeysStay(KafkaTopic old, KafkaTopic topic, RuleInput input)
    {
        if (topic.Spec.Partitions > old.Spec.Partitions && Cleanup.IsCompacted(topic, input.Neighbours.ClusterOf(topic)))
            yield return Finding.Remark(Path, "adding partitions changes key→partition mapping of a compacted topic");
    }

    private static IEnumerable<Finding> WithinReason(KafkaTopic topic, RuleInput input)
    {
        var partitions = topic.Spec.Partitions;
        if (input.Neighbours.ClusterOf(topic)?.Spec.Brokers.Replicas is > 0 and { } brokers && partitions > (long)MostPerBroker * brokers)
            yield return Finding.Remark(Path, $"{partitions} partitions on {Print.Count(brokers, "broker")} exceeds the guideline of {MostPerBroker} per broker per topic");
        else if (partitions > MostPartitions)
            yield return Finding.Remark(Path, $"{partitions} partitions exceeds the guideline of {MostPartitions} per topic");
    }
}
