using GitOpsKafka.Platform.Certificates;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rules.General;

/// <summary>GEN-13.</summary>
internal static class MarkRules
{
    /// <summary>Ours on managed resources: put there by the reconciler and the workers, through the same admission as everyone's writes.</summary>
    private static readonly string[] OnResources = [.. Marks.Provenance, DeletionRules.Cascade];

    /// <summary>What is asked of clusters by annotation.</summary>
    private static readonly string[] OnClusters = [.. OnResources, RotationRequests.Annotation, ClusterCertificates.ClusterSecretAnnotation, ClusterCertificates.ClientsSecretAnnotation];

    public static IEnumerable<Rule> All { get; } =
    [
        Rule.State<KafkaCluster>("GEN-13", Severity.Deny, "Labels and annotations of one's own have a prefix of one's own",
            "Labels under gitopskafka.io/ select nodes; a stray one would make a pod count as a broker.", Reserved),
        Rule.State<KafkaTopic>("GEN-13", Severity.Deny, "Labels and annotations of one's own have a prefix of one's own",
            "Labels under gitopskafka.io/ select nodes; a stray one would make a pod count as a broker.", Reserved),
    ];

    private static IEnumerable<Finding> Reserved(Resource resource, RuleInput input) =>
        Reserved("labels", resource.Metadata.Labels, OnResources).Concat(Reserved("annotations", resource.Metadata.Annotations, resource is KafkaCluster ? OnClusters : OnResources));

    private static IEnumerable<Finding> Reserved(string field, IReadOnlyDictionary<string, string> marks, string[] known) => marks.Keys
        .Where(key => key.StartsWith(Marks.Prefix, StringComparison.Ordinal) && !known.Contains(key))
        .Select(key => Finding.Forbidden(FieldPath.Root.Field("metadata").Field(field).Key(key), "reserved prefix"));
}
