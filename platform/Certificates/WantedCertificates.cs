using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Certificates;

/// <summary>What certificates a cluster shall have. Immutable.</summary>
/// <param name="Cluster">Name of the KafkaCluster.</param>
/// <param name="Nodes">The nodes that speak TLS, by StatefulSet.</param>
public sealed record WantedCertificates(string Cluster, string Namespace, ImmutableArray<WantedNodes> Nodes)
{
    public CertificateTimes Times { get; init; } = new();

    /// <summary>Secrets with <c>ca.crt</c> and <c>ca.key</c> of authorities that are brought. One that is not here is made.</summary>
    public ImmutableDictionary<AuthorityKind, string> Brought { get; init; } = ImmutableDictionary<AuthorityKind, string>.Empty;

    /// <summary>What was asked for by the annotation <see cref="RotationRequests.Annotation"/>.</summary>
    public ImmutableDictionary<AuthorityKind, string> Rotations { get; init; } = ImmutableDictionary<AuthorityKind, string>.Empty;
}

/// <summary>Nodes of one StatefulSet; their certificates are in one Secret. Immutable.</summary>
public sealed record WantedNodes(string StatefulSet, ImmutableArray<NodeNames> Nodes);
