using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Certificates;

/// <summary>Which nodes, and whether the operator, need new certificates. Pure.</summary>
internal static class LeafPlanning
{
    /// <returns>Null when none does, or none can be issued now.</returns>
    public static CertificateStep? Next(WantedCertificates wanted, CertificateState state, DateTimeOffset now)
    {
        if (state.Cluster.Usable is not { } authority || state.Cluster.Trust is null || state.Clients.Trust is null)
            return null;
        return wanted.Holders
            .Select(nodes => new CertificateStep.IssueLeaves(nodes.StatefulSet, Wishes(nodes, state, authority, now)))
            .FirstOrDefault(step => !step.Leaves.IsEmpty);

        ImmutableArray<LeafWish> Wishes(WantedNodes nodes, CertificateState state, CertificateAuthority authority, DateTimeOffset now)
        {
            var leaves = state.Leaves[nodes.StatefulSet];
            // A new certificate with every new trust: only the certificate can be seen from outside, so it stands for both.
            var isOtherTrust = leaves.ClusterTrust != state.Cluster.TrustPem || leaves.ClientsTrust != state.Clients.TrustPem;
            return [.. from node in nodes.Nodes let because = Because(node, leaves, isOtherTrust, authority, wanted.Times, now) where because is not null select new LeafWish(node, because)];
        }
    }

    private static string? Because(NodeNames node, StoredLeaves leaves, bool isOtherTrust, CertificateAuthority authority, CertificateTimes times, DateTimeOffset now)
    {
        if (!leaves.Pods.TryGetValue(node.Pod, out var leaf))
            return "none yet";
        if (!leaf.Certificate.Names.SequenceEqual(CertificateIssuer.Normal(node.Names)))
            return "other names";
        if (leaf.Certificate.IssuerKeyId != authority.Certificate.KeyId)
            return "another issuer";
        if (isOtherTrust)
            return "another trust";
        // A new one that would end as early, because its authority does, is no gain.
        var end = now + times.LeafLife < authority.Certificate.NotAfter ? now + times.LeafLife : authority.Certificate.NotAfter;
        return CertificateTimes.RenewAt(leaf.Certificate) <= now && end - leaf.Certificate.NotAfter >= TimeSpan.FromSeconds(1) ? "it would expire" : null;
    }
}
