using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Platform.Certificates;

/// <summary>The certificates of a cluster as they are stored, and as its nodes present them. A snapshot; immutable.</summary>
public sealed record CertificateState
{
    public required StoredAuthority Cluster { get; init; }

    public required StoredAuthority Clients { get; init; }

    /// <summary>By StatefulSet, for those that are wanted, and the operator's.</summary>
    public required ImmutableDictionary<string, StoredLeaves> Leaves { get; init; }

    /// <summary>By pod: SHA-256 of the certificate that all its TLS listeners present, hexadecimal. A pod that is missing is unknown.</summary>
    public required ImmutableDictionary<string, string> Served { get; init; }

    /// <summary>By pod: when its container was started. A pod that is missing does not run, or is unknown.</summary>
    public ImmutableDictionary<string, DateTimeOffset> Started { get; init; } = ImmutableDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);

    /// <param name="secrets">Of <see cref="CertificateSecrets.Keys"/>, those that there are. One that is missing does not exist.</param>
    public static CertificateState Of(
        WantedCertificates wanted, IReadOnlyDictionary<ObjectKey, KubeObject> secrets, ImmutableDictionary<string, string> served, DateTimeOffset now)
    {
        KubeObject? Find(string name) => secrets.GetValueOrDefault(CertificateSecrets.Key(wanted, name));
        return new CertificateState
        {
            Cluster = StoredAuthority.Of(wanted, AuthorityKind.Cluster, Find, now),
            Clients = StoredAuthority.Of(wanted, AuthorityKind.Clients, Find, now),
            Leaves = wanted.Holders.ToImmutableDictionary(nodes => nodes.StatefulSet, nodes => StoredLeaves.Of(Find(CertificateSecrets.LeavesName(nodes.StatefulSet)))),
            Served = served,
        };
    }

    public StoredAuthority Of(AuthorityKind kind) => kind == AuthorityKind.Cluster ? Cluster : Clients;

    /// <summary>Nodes that have not loaded what is stored for them, or are not known to have: certificate and trust.</summary>
    public ImmutableArray<string> NotLoaded(WantedCertificates wanted) =>
    [
        .. from nodes in wanted.Nodes
           let leaves = Leaves[nodes.StatefulSet]
           from node in nodes.Nodes
           where !IsLoaded(leaves, node.Pod)
           select node.Pod,
    ];

    private bool IsLoaded(StoredLeaves leaves, string pod) =>
        leaves.ClusterTrust == Cluster.TrustPem && leaves.ClientsTrust == Clients.TrustPem
        && leaves.Pods.TryGetValue(pod, out var leaf) && Served.TryGetValue(pod, out var served) && served == leaf.Certificate.Thumbprint;
}
