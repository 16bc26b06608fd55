using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Certificates;

/// <summary>
/// Which nodes must restart for their certificates. A node of a cluster with <c>internalTls</c> speaks to the controllers with the certificate and
/// trust that it was started with, and controllers load none while they run (KAFKA-20025). Pure.
/// </summary>
internal static class CertificateRestarts
{
    /// <summary>How many certificates of a node are remembered: more are replaced in one life only when its names change again and again.</summary>
    public const int MostBefore = 8;

    /// <summary>A kubelet takes up to two minutes to bring a changed Secret into a pod: who started sooner may have read the one before.</summary>
    internal static readonly TimeSpan Delivery = TimeSpan.FromMinutes(3);

    /// <summary>Those that a restart helps: it will surely read what is stored.</summary>
    public static ImmutableArray<string> Due(WantedCertificates wanted, CertificateState state, DateTimeOffset now) =>
    [
        .. from node in Nodes(wanted, state)
           where IssuedAt(node.Leaf.Certificate) + Delivery <= now && (IsBehind(node, wanted, state, now) || IsNotPresented(node, state))
           select node.Pod,
    ];

    /// <summary>Those that may speak to controllers with what will not do any more, whether a restart helps already or not.</summary>
    public static ImmutableArray<string> Behind(WantedCertificates wanted, CertificateState state, DateTimeOffset now) =>
        [.. from node in Nodes(wanted, state) where IsBehind(node, wanted, state, now) select node.Pod];

    private static IEnumerable<StartedNode> Nodes(WantedCertificates wanted, CertificateState state) =>
        from nodes in wanted.Operator is null ? [] : wanted.Nodes
        let leaves = state.Leaves[nodes.StatefulSet]
        from name in nodes.Nodes
        where leaves.Pods.ContainsKey(name.Pod) && state.Started.ContainsKey(name.Pod)
        select new StartedNode(name.Pod, nodes.LoadByRestart, leaves.Pods[name.Pod], leaves.Before[name.Pod], state.Started[name.Pod]);

    private static bool IsBehind(StartedNode node, WantedCertificates wanted, CertificateState state, DateTimeOffset now)
    {
        if (state.Cluster.Usable is not { } authority)
            return false;
        var lacksTrust = state.Cluster.Next is { } next && !authority.IsEnoughFor(next, now) && node.StartedAt < state.Cluster.TrustedSince + Delivery;
        var candidates = StartedWith(node).ToList();
        return lacksTrust || candidates.Count == 0 || candidates.Any(certificate => IsOld(certificate, node.Leaf.Certificate, authority, now));
    }

    /// <summary>Every certificate that the node may have read when it was started; none when it is older than all that is known.</summary>
    private static IEnumerable<Certificate> StartedWith(StartedNode node)
    {
        foreach (var certificate in node.Before.Prepend(node.Leaf.Certificate).Where(certificate => IssuedAt(certificate) <= node.StartedAt))
        {
            yield return certificate;
            if (IssuedAt(certificate) + Delivery <= node.StartedAt)
                yield break;
        }
    }

    /// <summary>Once for each renewal: a certificate that ends hardly later is no reason, for it will be renewed soon as well.</summary>
    private static bool IsOld(Certificate certificate, Certificate leaf, CertificateAuthority authority, DateTimeOffset now) =>
        certificate != leaf
        && (certificate.IssuerKeyId != authority.Certificate.KeyId || (CertificateTimes.RenewAt(certificate) <= now && leaf.NotAfter - certificate.NotAfter >= leaf.Life / 3));

    private static bool IsNotPresented(StartedNode node, CertificateState state) =>
        node.LoadByRestart && node.StartedAt < IssuedAt(node.Leaf.Certificate) + Delivery
        && state.Served.TryGetValue(node.Pod, out var served) && served != node.Leaf.Certificate.Thumbprint;

    private static DateTimeOffset IssuedAt(Certificate certificate) => certificate.NotBefore + CertificateAuthority.Skew;

    private sealed record StartedNode(string Pod, bool LoadByRestart, IssuedCertificate Leaf, ImmutableArray<Certificate> Before, DateTimeOffset StartedAt);
}
