using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules.KafkaSettings;

namespace GitOpsKafka.Platform.Rules.Topics;

/// <summary>KT-16 and KT-25: cleanup.policy against what else is set.</summary>
internal static class CleanupRules
{
    private static readonly string[] Retentions = ["retention.ms", "retention.bytes"];

    public static IEnumerable<Rule> All { get; } =
    [
        Rule.State<KafkaTopic>("KT-16", Severity.Warn, "Retention is set where records are deleted by age or size",
            "A compacted topic keeps the last value of each key for ever.", NoEffect),
        Rule.Transition<KafkaTopic>("KT-25", Severity.Warn, "A topic that becomes compacted has keys",
            "Kafka rejects records without a key in a compacted topic.", NeedsKeys),
    ];

    private static IEnumerable<Finding> NoEffect(KafkaTopic topic, RuleInput input) =>
        topic.Settings().Items(Cleanup.Name) is not ["compact"]
            ? []
            : Retentions.Where(name => topic.Settings().IsSet(name)).Select(name => Finding.Remark(Settings.Path(name), $"{name} has no effect with cleanup.policy=compact"));

    private static IEnumerable<Finding> NeedsKeys(KafkaTopic old, KafkaTopic topic, RuleInput input)
    {
        var cluster = input.Neighbours.ClusterOf(topic);
        if (Cleanup.IsCompacted(topic, cluster) && !Cleanup.IsCompacted(old, cluster))
            yield return Finding.Remark(Settings.Path(Cleanup.Name), "records without key will be rejected");
    }
}
