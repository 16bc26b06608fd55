using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rules.Clusters;

/// <summary>KC-040, 041 and KC-101 to KC-103: who may do what, and how nodes know each other.</summary>
internal static class AuthorizationRules
{
    public static IEnumerable<Rule> All { get; } =
    [
        Rule.State<KafkaCluster>("KC-040", Severity.Deny, "Access control has a listener on which clients are known",
            "Where everybody is anonymous, nobody can be given rights.", SomebodyIsKnown),
        Rule.State<KafkaCluster>("KC-041", Severity.Warn, "Under access control no listener is open to anonymous clients",
            "Only ACLs for User:ANONYMOUS apply there, which are everybody's.", NobodyIsAnonymous),
        Rule.State<KafkaCluster>("KC-101", Severity.Deny, "Access control goes with internalTls",
            "Nodes are known to each other by certificates: without them the authorizer would refuse replication.", NodesAreKnown),
        Rule.Transition<KafkaCluster>("KC-102", Severity.Deny, "internalTls stays as it was",
            "Nodes with and without encryption cannot talk to each other, so no node could be restarted by itself.", InternalTlsStays),
        Rule.State<KafkaCluster>("KC-103", Severity.Deny, "Super users are names alone",
            "They are joined to User:name;User:name in super.users.", SuperUsers),
    ];

    private static FieldPath Path => FieldPath.Spec.Field("authorization");

    private static IReadOnlyList<Listener> Listeners(KafkaCluster cluster) => cluster.Spec.Listeners is { Count: > 0 } listeners ? listeners : [Listener.Plain];

    private static IEnumerable<Finding> SomebodyIsKnown(KafkaCluster cluster, RuleInput input)
    {
        if (cluster.Spec.Authorization is not null && Listeners(cluster).All(listener => listener?.Authentication is null))
            yield return Finding.Forbidden(Path, "needs at least one authenticated listener");
    }

    private static IEnumerable<Finding> NobodyIsAnonymous(KafkaCluster cluster, RuleInput input) => cluster.Spec.Authorization is null ? [] : Listeners(cluster).Index()
        .Where(entry => entry.Item is { Authentication: null })
        .Select(entry => Finding.Remark(FieldPath.Spec.Field("listeners").Index(entry.Index), $"listener {Print.Value(entry.Item.Name ?? "")} has no authentication: clients act as User:ANONYMOUS under the authorizer"));

    private static IEnumerable<Finding> NodesAreKnown(KafkaCluster cluster, RuleInput input)
    {
        if (cluster.Spec is { Authorization: not null, InternalTls: false })
            yield return Finding.Forbidden(Path, "requires internalTls: true, by which nodes know each other");
    }

    private static IEnumerable<Finding> InternalTlsStays(KafkaCluster old, KafkaCluster cluster, RuleInput input)
    {
        if (old.Spec.InternalTls != cluster.Spec.InternalTls)
            yield return Finding.Forbidden(FieldPath.Spec.Field("internalTls"), "cannot change after creation; create a new cluster and move the data");
    }

    private static IEnumerable<Finding> SuperUsers(KafkaCluster cluster, RuleInput input) => (cluster.Spec.Authorization?.SuperUsers ?? []).Index()
        .Where(entry => entry.Item is { } name && (name.StartsWith("User:", StringComparison.Ordinal) || name.Contains(';')))
        .Select(entry => Finding.Invalid(Path.Field("superUsers").Index(entry.Index), Print.Value(entry.Item), "must be a name without the prefix \"User:\" and without ';'"));
}
