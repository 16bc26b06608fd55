using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rules.General;

/// <summary>GEN-02 and GEN-03.</summary>
internal static class ReferenceRules
{
    public static IEnumerable<Rule> All { get; } =
    [
        Rule.Transition<KafkaTopic>("GEN-02", Severity.Deny, "References to a cluster cannot be changed",
            "The topic would stay behind in the old cluster, and nobody would manage it.", Immutable),
        Rule.State<KafkaTopic>("GEN-03", Severity.Warn, "The referenced cluster exists",
            "The topic waits until the cluster is there; a misspelt name waits for ever.", Exists),
    ];

    private static FieldPath Path => FieldPath.Spec.Field("clusterRef").Field("name");

    private static IEnumerable<Finding> Immutable(KafkaTopic old, KafkaTopic topic, RuleInput input)
    {
        if (old.Spec.ClusterRef.Name != topic.Spec.ClusterRef.Name)
            yield return Finding.Forbidden(Path, "is immutable; delete and recreate");
    }

    private static IEnumerable<Finding> Exists(KafkaTopic topic, RuleInput input)
    {
        var name = Print.Value(topic.Spec.ClusterRef.Name);
        if (input.Neighbours.IsComplete && input.Neighbours.ClusterOf(topic) is null)
            yield return Finding.NotFound(Path, name, $"no KafkaCluster {name} in namespace {Print.Value(topic.Metadata.Namespace)}; will stay Pending");
    }
}
