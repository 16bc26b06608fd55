using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rules.General;

/// <summary>GEN-13.</summary>
internal static class MarkRules
{
    /// <summary>Ours on managed resources: put there by the reconciler and the workers, through the same admission as everyone's writes.</summary>
    private static readonly string[] OnResources = [Marks.Source, Marks.DesiredHash, Marks.Commit, Marks.Sequence, Marks.Change, DeletionRules.Cascade];

    public static IEnumerable<Rule> All { get; } =
    [
        Rule.State<KafkaCluster>("GEN-13", Severity.Deny, "Labels and annotations of one's own have a prefix of one's own",
            "Labels under gitopskafka.io/ select nodes; a stray one would make a pod count as a broker.", Reserved),
        Rule.State<KafkaTopic>("GEN-13", Severity.Deny, "Labels and annotations of one's own have a prefix of one's own",
            "Labels under gitopskafka.io/ select nodes; a stray one would make a pod count as a broker.", Reserved),
    ];

    private static IEnumerable<Finding> Reserved(Resource resource, RuleInput input) =>
        Reserved("labels", resource.Metadata.Labels).Concat(Reserved("annotations", resource.Metadata.Annotations));

    private static IEnumerable<Finding> Reserved(string field, IReadOnlyDictionary<string, string> marks) => marks.Keys
        .Where(key => key.StartsWith(Marks.Prefix, StringComparison.Ordinal) && !OnResources.Contains(key))
        .Select(key => Finding.Forbidden(FieldPath.Root.Field("metadata").Field(field).Key(key), "reserved prefix"));
}
