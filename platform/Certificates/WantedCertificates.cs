using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Certificates;

/// <summary>What certificates a cluster shall have. Immutable.</summary>
/// <param name="Cluster">Name of the KafkaCluster.</param>
/// <param name="Nodes">The nodes that speak TLS, by StatefulSet.</param>
public sealed record WantedCertificates(string Cluster, string Namespace, ImmutableArray<WantedNodes> Nodes)
{
    public CertificateTimes Times { get; init; } = new();

    /// <summary>The certificate by which the worker and the reconciler are known to the nodes; null where nodes do not ask for one.</summary>
    public WantedNodes? Operator { get; init; }

    /// <summary>Secrets with <c>ca.crt</c> and <c>ca.key</c> of authorities that are brought. One that is not here is made.</summary>
    public ImmutableDictionary<AuthorityKind, string> Brought { get; init; } = ImmutableDictionary<AuthorityKind, string>.Empty;

    /// <summary>What was asked for by the annotation <see cref="RotationRequests.Annotation"/>.</summary>
    public ImmutableDictionary<AuthorityKind, string> Rotations { get; init; } = ImmutableDictionary<AuthorityKind, string>.Empty;

    /// <summary>
    /// Every Secret with certificates. The operator's comes first: it must trust what nodes will present, and presents what they trust already.
    /// </summary>
    internal IEnumerable<WantedNodes> Holders => Operator is { } one ? Nodes.Prepend(one) : Nodes;
}

/// <summary>Nodes of one StatefulSet; their certificates are in one Secret. Immutable.</summary>
public sealed record WantedNodes(string StatefulSet, ImmutableArray<NodeNames> Nodes)
{
    /// <summary>Kafka does not let them load certificates while they run: they are controllers with TLS.</summary>
    public bool LoadByRestart { get; init; }
}
