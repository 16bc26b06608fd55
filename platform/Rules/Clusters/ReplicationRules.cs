using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules.KafkaSettings;

namespace GitOpsKafka.Platform.Rules.Clusters;

/// <summary>KC-011 to KC-016: replication settings against each other and the number of brokers.</summary>
internal static class ReplicationRules
{
    private const string Factor = "default.replication.factor";
    private const string MinIsr = "min.insync.replicas";
    private const string TransactionFactor = "transaction.state.log.replication.factor";
    private const string TransactionMinIsr = "transaction.state.log.min.isr";

    private static readonly string[] InternalFactors = ["offsets.topic.replication.factor", TransactionFactor, "share.coordinator.state.topic.replication.factor"];

    public static IEnumerable<Rule> All { get; } =
    [
        Rule.State<KafkaCluster>("KC-011", Severity.Deny, "default.replication.factor does not exceed the brokers",
            "Topics that take the default could not be created.", (cluster, _) => AtMostBrokers(cluster, Factor)),
        Rule.State<KafkaCluster>("KC-012", Severity.Deny, "Replication factors of internal topics do not exceed the brokers",
            "Consumer groups and transactions would fail, because their topics cannot be created.", (cluster, _) => InternalFactors.SelectMany(name => AtMostBrokers(cluster, name))),
        Rule.State<KafkaCluster>("KC-013", Severity.Deny, "min.insync.replicas does not exceed the replicas there are",
            "Every write with acks=all would fail.", MinIsrWithin),
        Rule.State<KafkaCluster>("KC-014", Severity.Warn, "min.insync.replicas is below the replication factor",
            "With both equal a single restart stops producers that use acks=all.", MinIsrBelow),
        Rule.State<KafkaCluster>("KC-015", Severity.Deny, "transaction.state.log.min.isr does not exceed its replication factor",
            "No transaction could commit.", TransactionMinIsrWithin),
        Rule.State<KafkaCluster>("KC-016", Severity.Warn, "Three brokers or more keep copies",
            "Kafka's defaults keep one copy of each record: one lost broker loses data.", Copies),
    ];

    private static IEnumerable<Finding> AtMostBrokers(KafkaCluster cluster, string name)
    {
        var brokers = cluster.Spec.Brokers.Replicas;
        if (cluster.Settings().Number(name) is { } value && value > brokers)
            yield return Invalid(name, value, $"must be at most {brokers}, the number of brokers");
    }

    private static IEnumerable<Finding> MinIsrWithin(KafkaCluster cluster, RuleInput input)
    {
        var settings = cluster.Settings();
        if (settings.Number(MinIsr) is not { } minimum)
            return [];
        return settings.Number(Factor) is { } factor && minimum > factor
            ? [Invalid(MinIsr, minimum, $"must not exceed {Factor} {factor}")]
            : AtMostBrokers(cluster, MinIsr);
    }

    private static IEnumerable<Finding> MinIsrBelow(KafkaCluster cluster, RuleInput input)
    {
        var settings = cluster.Settings();
        if (settings.Number(MinIsr) is > 1 and { } minimum && settings.Number(Factor) == minimum)
            yield return Finding.Remark(Settings.Path(MinIsr), $"{MinIsr} equals the replication factor: any restart blocks acks=all producers");
    }

    private static IEnumerable<Finding> TransactionMinIsrWithin(KafkaCluster cluster, RuleInput input)
    {
        var settings = cluster.Settings();
        var factor = settings.Number(TransactionFactor) ?? Math.Min(3, cluster.Spec.Brokers.Replicas);
        if (settings.Number(TransactionMinIsr) is { } minimum && minimum > factor)
            yield return Invalid(TransactionMinIsr, minimum, $"must not exceed {TransactionFactor} {factor}");
    }

    private static IEnumerable<Finding> Copies(KafkaCluster cluster, RuleInput input) =>
        cluster.Spec.Brokers.Replicas < 3 ? [] : [.. AtLeastTwo(cluster, Factor, 3), .. AtLeastTwo(cluster, MinIsr, 2)];

    private static IEnumerable<Finding> AtLeastTwo(KafkaCluster cluster, string name, int advice)
    {
        var value = cluster.Settings().Number(name);
        if (value is null or 1)
            yield return Finding.Remark(Settings.Path(name), $"{name} {(value is null ? "defaults to" : "is")} 1; set {advice}");
    }

    private static Finding Invalid(string name, long value, string detail) => Finding.Invalid(Settings.Path(name), $"{value}", detail);
}
