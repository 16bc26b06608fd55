using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules.KafkaSettings;

namespace GitOpsKafka.Platform.Rules.Topics;

/// <summary>KT-19 and KT-20: records that are too large for those who carry them.</summary>
internal static class MessageSizeRules
{
    private const string Name = "max.message.bytes";

    // Default of the consumer's max.partition.fetch.bytes: https://kafka.apache.org/documentation/#consumerconfigs_max.partition.fetch.bytes.
    // Kafka's default of max.message.bytes is 12 bytes more, for the header of a batch.
    private const long ConsumerFetch = 1_048_576 + 12;

    public static IEnumerable<Rule> All { get; } =
    [
        Rule.State<KafkaTopic>("KT-19", Severity.Deny, "max.message.bytes fits the cluster's fetches and requests",
            "A record larger than a request can be configured, but never sent.", FitsCluster),
        Rule.State<KafkaTopic>("KT-20", Severity.Warn, "max.message.bytes fits the consumers' fetches",
            "Consumers still read, but record by record.", FitsConsumers),
    ];

    private static IEnumerable<Finding> FitsCluster(KafkaTopic topic, RuleInput input)
    {
        if (topic.Settings().Number(Name) is not { } message || input.Neighbours.ClusterOf(topic) is not { } cluster)
            yield break;
        var path = Settings.Path(Name);
        var of = $"of {Print.Value(cluster.Metadata.Name)}";
        if (cluster.Effective("socket.request.max.bytes") is { } request && message > request)
            yield return Finding.Invalid(path, $"{message}", $"exceeds socket.request.max.bytes {request} {of}");
        else if (cluster.Effective("replica.fetch.max.bytes") is { } fetch && message > Math.Max(fetch, ConsumerFetch))
            yield return Finding.Remark(path, $"{Name} {message} exceeds replica.fetch.max.bytes {fetch} {of}: large records replicate one by one").AsWarning();
    }

    private static IEnumerable<Finding> FitsConsumers(KafkaTopic topic, RuleInput input)
    {
        if (topic.Settings().Number(Name) > ConsumerFetch)
            yield return Finding.Remark(Settings.Path(Name), "consumers with default fetch sizes read one record per fetch");
    }
}
