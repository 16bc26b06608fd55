using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules.Clusters;

namespace GitOpsKafka.Platform.Rules.General;

/// <summary>GEN-05.</summary>
internal static class ComputeRules
{
    public static IEnumerable<Rule> All { get; } =
    [
        Rule.State<KafkaCluster>("GEN-05", Severity.Deny, "Requests do not exceed limits",
            "Kubernetes refuses such a pod, and the cluster would never start.", RequestsWithinLimits),
    ];

    private static IEnumerable<Finding> RequestsWithinLimits(KafkaCluster cluster, RuleInput input) =>
        NodeGroup.Of(cluster).SelectMany(group => Compare(group, "cpu", amounts => amounts?.Cpu).Concat(Compare(group, "memory", amounts => amounts?.Memory)));

    private static IEnumerable<Finding> Compare(NodeGroup group, string name, Func<ResourceAmounts?, Quantity?> amount)
    {
        if (amount(group.Role.Resources?.Requests) is { } request && amount(group.Role.Resources?.Limits) is { } limit && request > limit)
        {
            yield return Finding.Invalid(group.Path.Field("resources").Field("requests").Field(name), Print.Value(request.ToString()), $"must not exceed limits.{name} {limit}");
        }
    }
}
