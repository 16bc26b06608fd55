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
        ImmutableArray<WantedNodes> nodes = [.. identity.Roles.Where(role => role.HasCertificates).Select(role => new WantedNodes(role.Name, [.. Pods(role).Select(pod => new NodeNames(pod.Name, [.. NodeAddresses.Of(role, pod.Name, pod.Ordinal, observed)]))]) { LoadByRestart = cluster.Spec.InternalTls && role.IsVoter })];
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

    /// <summary>As <see cref="CertificateState.Started"/>.</summary>
    /// <param name="observed">With pods.</param>
    public static ImmutableDictionary<string, DateTimeOffset> Started(KafkaCluster cluster, ObservedState observed) =>
    [
        .. from pod in observed.OfType(ResourceType.Pods).Values
           where pod.Key.Namespace == cluster.Metadata.Namespace && pod.Label(Marks.Cluster) == cluster.Metadata.Name && !pod.IsTerminating
           let started = StartedAt(pod)
           where started is not null
           select KeyValuePair.Create(pod.Key.Name, started.Value),
    ];

    private static DateTimeOffset? StartedAt(KubeObject pod) => pod.At("status", "containerStatuses") is not { } containers ? null :
        (from container in containers.EnumerateArray()
         where container.GetProperty("name").ValueEquals(ReservedInPods.Container)
         where container.TryGetProperty("state", out var state) && state.TryGetProperty("running", out var running) && running.TryGetProperty("startedAt", out _)
         select (DateTimeOffset?)container.GetProperty("state").GetProperty("running").GetProperty("startedAt").GetDateTimeOffset()).SingleOrDefault();

    private static IEnumerable<(string Name, int Ordinal)> Pods(NodeRoleView role) => Enumerable.Range(0, role.Spec.Replicas).Select(ordinal => ($"{role.Name}-{ordinal}", ordinal));

    private static IEnumerable<TlsListener> Listeners(NodeRoleView role)
    {
        var isInternal = role.Identity.Cluster.Spec.InternalTls;
        // First where there is one: a broker is asked to load by the first of its listeners, and as a controller it loads nothing.
        if (isInternal && role.IsBroker)
            yield return new TlsListener("replication", NodeRoleView.ReplicationPort);
        if (isInternal && role.IsVoter)
            yield return new TlsListener("controller", NodeRoleView.ControllerPort);
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
