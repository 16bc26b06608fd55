using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Platform.Certificates;

/// <summary>The Secrets that hold a cluster's certificates, and the names in them.</summary>
public static class CertificateSecrets
{
    /// <summary>Certificates in PEM: of an authority in a key Secret, of all that are trusted in a trust Secret.</summary>
    public const string CertificateFile = "ca.crt";

    /// <summary>The key of the authority that issues.</summary>
    public const string KeyFile = "ca.key";

    /// <summary>The authority that takes over once every node trusts it.</summary>
    internal const string NextCertificateFile = "next.crt";

    internal const string NextKeyFile = "next.key";

    /// <summary>The certificate by which the authority before this one vouches for it.</summary>
    internal const string VouchingFile = "vouching.crt";

    /// <summary>
    /// In the Secret of a StatefulSet: whom its nodes shall trust. In the same Secret as their certificates, so that both reach a pod at
    /// once: a node that presents a certificate of it has loaded this trust too.
    /// </summary>
    public const string ClusterTrustFile = "cluster-ca.crt";

    /// <inheritdoc cref="ClusterTrustFile"/>
    public const string ClientsTrustFile = "clients-ca.crt";

    /// <summary>Whom to trust, without any key: <c>orders-cluster-ca</c>, <c>orders-clients-ca</c>.</summary>
    public static string TrustName(string cluster, AuthorityKind kind) => $"{cluster}-{Word(kind)}-ca";

    /// <summary>The authority with its key: <c>orders-cluster-ca-key</c>.</summary>
    public static string KeyName(string cluster, AuthorityKind kind) => $"{TrustName(cluster, kind)}-key";

    /// <summary>The certificates of the nodes of a StatefulSet: <c>orders-brokers-certs</c>.</summary>
    public static string LeavesName(string statefulSet) => $"{statefulSet}-certs";

    /// <summary>The certificate of the worker and the reconciler: <c>orders-operator-certs</c>.</summary>
    public static string OperatorName(string cluster) => LeavesName(OperatorHolder(cluster));

    /// <summary>Stands where nodes have the name of their StatefulSet.</summary>
    internal static string OperatorHolder(string cluster) => $"{cluster}-operator";

    /// <summary>Key and chain of one node, as Kafka's keystore of type PEM.</summary>
    public static string KeystoreFile(string pod) => $"{pod}.pem";

    /// <summary>The chain of one node, without its key.</summary>
    public static string ChainFile(string pod) => $"{pod}.crt";

    /// <summary>The certificates that a node had before, newest first, without keys: it may have been started with one of them.</summary>
    public static string BeforeFile(string pod) => $"{pod}.before.crt";

    /// <summary>Every Secret that planning looks at, brought ones among them.</summary>
    public static ImmutableArray<ObjectKey> Keys(WantedCertificates wanted) =>
    [
        .. new[] { AuthorityKind.Cluster, AuthorityKind.Clients }
            .SelectMany(kind => new[] { KeyName(wanted.Cluster, kind), TrustName(wanted.Cluster, kind) })
            .Concat(wanted.Holders.Select(nodes => LeavesName(nodes.StatefulSet)))
            .Concat(wanted.Brought.Values)
            .Distinct(StringComparer.Ordinal)
            .Select(name => Key(wanted, name)),
    ];

    internal static ObjectKey Key(WantedCertificates wanted, string name) => new(ResourceType.Secrets, wanted.Namespace, name);

    internal static string Word(AuthorityKind kind) => kind == AuthorityKind.Cluster ? "cluster" : "clients";
}
