using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rendering;

/// <summary>Who is who for Kafka's authorizer. Source: https://kafka.apache.org/documentation/#security_authz_ssl.</summary>
internal static class Principals
{
    /// <summary>Every broker and controller of the cluster.</summary>
    public const string Node = "gitopskafka-node";

    /// <summary>The worker and the reconciler, with a certificate of the cluster CA.</summary>
    public const string Operator = "gitopskafka-operator";

    /// <summary>
    /// The common name of a certificate is the principal, but never one of ours, which are super users: whoever has the clients CA issue one
    /// of those names is known by the whole subject, <c>CN=gitopskafka-node</c>.
    /// </summary>
    public const string MappingOfClients = $"RULE:^CN=(?!(?:{Node}|{Operator})(?:,.*)?$)([^,]+).*$/$1/,DEFAULT";

    public static string MappingOfNodes(ClusterIdentity identity) =>
        $"RULE:^CN={identity.Name}-(brokers|controllers)-[0-9]+(,.*)?$/{Node}/,RULE:^CN={Operator}(,.*)?$/{Operator}/,DEFAULT";

    public static IEnumerable<KeyValuePair<string, string>> Settings(ClusterIdentity identity)
    {
        if (identity.Cluster.Spec.Authorization is not { Type: AuthorizationType.Simple } authorization)
            yield break;
        yield return KeyValuePair.Create("authorizer.class.name", identity.HasEnsemble ? "kafka.security.authorizer.AclAuthorizer" : "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        yield return KeyValuePair.Create("super.users", string.Join(';', new[] { Node, Operator }.Concat(authorization.SuperUsers).Distinct(StringComparer.Ordinal).Select(name => $"User:{name}")));
    }
}
