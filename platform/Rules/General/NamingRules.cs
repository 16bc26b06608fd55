using System.Text.RegularExpressions;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rules.General;

/// <summary>GEN-01.</summary>
internal static partial class NamingRules
{
    public static IEnumerable<Rule> All { get; } =
    [
        Rule.State<KafkaCluster>("GEN-01", Severity.Deny, "The name of a cluster is a DNS-1035 label of at most 40 characters",
            "Pods and Services are named after it: name-controller-999 must stay within 63 characters.", Name),
    ];

    private static IEnumerable<Finding> Name(KafkaCluster cluster, RuleInput input)
    {
        if (!Dns1035Label().IsMatch(cluster.Metadata.Name))
            yield return Finding.Invalid(FieldPath.Root.Field("metadata").Field("name"), Print.Value(cluster.Metadata.Name), "must be a DNS-1035 label of at most 40 characters");
    }

    [GeneratedRegex("^[a-z]([-a-z0-9]{0,38}[a-z0-9])?\\z")]
    private static partial Regex Dns1035Label();
}
