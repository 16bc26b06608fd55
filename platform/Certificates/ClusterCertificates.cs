using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Certificates;

/// <summary>A KafkaCluster → the certificates that it shall have, and where its nodes present them. Pure.</summary>
public static class ClusterCertificates
{
    /// <summary>On a KafkaCluster: the Secret with the cluster authority that is brought.</summary>
    public const string ClusterSecretAnnotation = Marks.Prefix + "cluster-ca-secret";

    /// <summary>On a KafkaCluster: the Secret with the clients authority that is brought.</summary>
    public const string ClientsSecretAnnotation = Marks.Prefix + "clients-ca-secret";

    /// <param name="observed">With Services and pods: they know addresses that only Kubernetes gives.</param>
    /// <returns>Null for a cluster that speaks no TLS.</returns>
    public static WantedCertificates? Of(KafkaCluster cluster, ObservedState observed, CertificateTimes times)
    {
        var identity = new ClusterIdentity(cluster, "");
        ImmutableArray<WantedNodes> nodes = [.. identity.Roles.Where(role => role.HasCertificates).Select(role => new WantedNodes(role.Name, [.. Pods(role).Select(pod => new NodeNames(pod.Name, [.. NodeAddresses.Of(role, pod.Name, pod.Ordinal, observed)]))]))];
        return nodes.IsEmpty ? null : new WantedCertificates(cluster.Metadata.Name, cluster.Metadata.Namespace, nodes)
        {
            Times = times,
            Operator = cluster.Spec.InternalTls ? new WantedNodes(CertificateSecrets.OperatorHolder(cluster.Metadata.Name), [new NodeNames(Principals.Operator, [])]) : null,
            Rotations = RotationRequests.Parse(cluster.Metadata.Annotations.GetValueOrDefault(RotationRequests.Annotation)),
            Brought = Brought(cluster),
        };
    }

    /// <summary>The nodes that present certificates, controllers before brokers.</summary>
    public static ImmutableArray<TlsNode> Nodes(KafkaCluster cluster) =>
    [
        .. from role in new ClusterIdentity(cluster, "").Roles
           where role.HasCertificates
           from pod in Pods(role)
           select new TlsNode(pod.Name, role.Host(pod.Name), role.IsBroker ? role.IdOffset + pod.Ordinal : null, [.. Listeners(role)]),
    ];

    private static IEnumerable<(string Name, int Ordinal)> Pods(NodeRoleView role) => Enumerable.Range(0, role.Spec.Replicas).Select(ordinal => ($"{role.Name}-{ordinal}", ordinal));

    private static IEnumerable<TlsListener> Listeners(NodeRoleView role)
    {
        var isInternal = role.Identity.Cluster.Spec.InternalTls;
        if (isInternal && role.IsVoter)
            yield return new TlsListener("controller", NodeRoleView.ControllerPort);
        if (isInternal && role.IsBroker)
            yield return new TlsListener("replication", NodeRoleView.ReplicationPort);
        foreach (var listener in role.ClientListeners.Where(listener => listener.Spec.Tls))
            yield return new TlsListener(listener.Name.ToLowerInvariant(), listener.Spec.Port);
    }

    private static ImmutableDictionary<AuthorityKind, string> Brought(KafkaCluster cluster)
    {
        var brought = ImmutableDictionary<AuthorityKind, string>.Empty;
        if (cluster.Metadata.Annotations.TryGetValue(ClusterSecretAnnotation, out var clusterSecret))
            brought = brought.Add(AuthorityKind.Cluster, clusterSecret);
        return cluster.Metadata.Annotations.TryGetValue(ClientsSecretAnnotation, out var clientsSecret) ? brought.Add(AuthorityKind.Clients, clientsSecret) : brought;
    }
}
