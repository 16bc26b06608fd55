using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rules.Clusters;

/// <summary>KC-001, 002, 003, 005 and 008: who votes on the metadata.</summary>
internal static class QuorumRules
{
    public static IEnumerable<Rule> All { get; } =
    [
        Rule.State<KafkaCluster>("KC-001", Severity.Deny, "The number of voters is odd",
            "An even quorum tolerates no more failures than one voter less; two tolerate none.", Odd),
        Rule.State<KafkaCluster>("KC-002", Severity.Warn, "Persistent data does not hang on one node",
            "With a single node, losing its volume loses everything.", NotSingle),
        Rule.State<KafkaCluster>("KC-003", Severity.Deny, "There is at least one controller and one broker",
            "Without either the cluster cannot start.", NotNone),
        Rule.State<KafkaCluster>("KC-005", Severity.Warn, "Combined roles stay small",
            "Broker load slows the quorum, and every broker restart is a voter restart.", NotCombined),
        Rule.Transition<KafkaCluster>("KC-008", Severity.Deny, "Voters change one at a time",
            "Two quorums of different members could elect two leaders (KIP-853).", OneAtATime),
    ];

    private static IEnumerable<Finding> Odd(KafkaCluster cluster, RuleInput input)
    {
        var voters = NodeGroup.Voters(cluster);
        var count = voters.Role.Replicas;
        if (count < 2 || count % 2 != 0)
            yield break;
        var why = count == 2 ? "two voters tolerate no failure" : $"{count} voters tolerate no more failures than {count - 1}";
        var finding = Finding.Invalid(voters.Path.Field("replicas"), count, $"must be odd (1, 3, 5): {why}");
        yield return count == 2 && !IsStep(cluster, input.Old as KafkaCluster) ? finding : finding.AsWarning();
    }

    /// <summary>From one voter to three the way leads through two, because KC-008 lets voters change one at a time.</summary>
    private static bool IsStep(KafkaCluster cluster, KafkaCluster? old) => cluster.Spec.Controllers is not null && old?.Spec.Controllers is { Replicas: 1 or 3 };

    private static IEnumerable<Finding> NotSingle(KafkaCluster cluster, RuleInput input) => NodeGroup.Of(cluster)
        .Where(group => group.Role is { Replicas: 1, Storage: not null })
        .Select(group => Finding.Remark(group.Path.Field("replicas"), group.Noun == "broker"
            ? "one broker: losing its volume loses every record"
            : $"one {group.Noun}: losing its volume loses the cluster metadata"));

    private static IEnumerable<Finding> NotNone(KafkaCluster cluster, RuleInput input) => NodeGroup.Of(cluster)
        .Where(group => group.Role.Replicas < 1)
        .Select(group => Finding.Required(group.Path.Field("replicas"), $"at least one {group.Noun}"));

    private static IEnumerable<Finding> NotCombined(KafkaCluster cluster, RuleInput input)
    {
        if (cluster.Spec is { Controllers: null, Zookeeper: null, Brokers.Replicas: > 3 })
            yield return Finding.Remark(FieldPath.Spec.Field("controllers"), "combined roles are for development; use separate controllers");
    }

    private static IEnumerable<Finding> OneAtATime(KafkaCluster old, KafkaCluster cluster, RuleInput input) => (old.Spec.Controllers, cluster.Spec.Controllers) switch
    {
        (null, null) => [],
        ({ Replicas: var before }, { Replicas: var after }) => Math.Abs((long)after - before) <= 1
            ? []
            : [Finding.Invalid(FieldPath.Spec.Field("controllers").Field("replicas"), after, $"change by one voter at a time (now {before})")],
        _ => [Finding.Forbidden(FieldPath.Spec.Field("controllers"), "replaces every voter at once; create a new cluster and move the data")],
    };
}
