using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules.KafkaSettings;

namespace GitOpsKafka.Platform.Rules.Topics;

/// <summary>KT-18 and KT-26: how long records live.</summary>
internal static class RetentionRules
{
    private const long DefaultSegmentMs = 604_800_000;
    private const long DefaultSegmentBytes = 1L << 30;

    public static IEnumerable<Rule> All { get; } =
    [
        Rule.State<KafkaTopic>("KT-18", Severity.Warn, "Segments roll before their records expire",
            "Kafka deletes whole segments, and never the one it writes to.", SegmentsRoll),
        Rule.Transition<KafkaTopic>("KT-26", Severity.Warn, "Retention is not cut to less than half",
            "What falls outside is deleted within minutes and cannot be had back.", NotCut),
    ];

    private static IEnumerable<Finding> SegmentsRoll(KafkaTopic topic, RuleInput input)
    {
        var settings = topic.Settings();
        if (!Cleanup.Deletes(topic, input.Neighbours.ClusterOf(topic)))
            yield break;
        var segmentMs = settings.Number("segment.ms") ?? DefaultSegmentMs;
        if (settings.Number("retention.ms") is >= 0 and { } age && age < segmentMs)
            yield return Finding.Remark(Settings.Path("retention.ms"), $"data lives until the segment rolls: up to segment.ms {Print.Duration(segmentMs)}");
        var segmentBytes = settings.Number("segment.bytes") ?? DefaultSegmentBytes;
        if (settings.Number("retention.bytes") is >= 0 and { } size && size < segmentBytes)
            yield return Finding.Remark(Settings.Path("retention.bytes"), $"data lives until the segment rolls: up to segment.bytes {Print.Bytes(segmentBytes)}");
    }

    private static IEnumerable<Finding> NotCut(KafkaTopic old, KafkaTopic topic, RuleInput input)
    {
        var cluster = input.Neighbours.ClusterOf(topic);
        if (!Cleanup.Deletes(topic, cluster))
            return [];
        var byAge = Cut("retention.ms", Age(old, cluster), Age(topic, cluster), Print.Duration);
        var bySize = Cut("retention.bytes", Size(old), Size(topic), Print.Bytes);
        return new[] { byAge, bySize }.OfType<Finding>();
    }

    private static Finding? Cut(string name, long before, long after, Func<long, string> print) => (before, after) switch
    {
        (_, < 0) => null,
        ( < 0, _) => Finding.Remark(Settings.Path(name), $"{name} was unlimited: all data beyond {print(after)} becomes eligible for deletion"),
        _ when after < before / 2m => Finding.Remark(Settings.Path(name), $"about {(1 - (after / (decimal)before)) * 100:0}% of stored data becomes eligible for deletion"),
        _ => null,
    };

    private static long Age(KafkaTopic topic, KafkaCluster? cluster) => topic.Settings().Number("retention.ms") ?? cluster.RetentionMs();

    private static long Size(KafkaTopic topic) => topic.Settings().Number("retention.bytes") ?? -1;
}
