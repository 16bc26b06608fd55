using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Certificates;

/// <summary>Whom to trust as one of the authorities. Pure.</summary>
internal static class TrustPlanning
{
    /// <summary>The one that issues, the one to come, and those before for as long as something that they issued may be in use.</summary>
    public static ImmutableArray<Certificate> Wanted(AuthorityKind kind, WantedCertificates wanted, CertificateState state, bool isLoaded, DateTimeOffset now)
    {
        var stored = state.Of(kind);
        var needed = Anchors(kind, stored.Usable).Concat(Anchors(kind, stored.Next)).ToList();
        var isOver = IsOver(kind, wanted, state, isLoaded, now);
        // In the order in which they came, so that another order is never another trust.
        var kept = (stored.Trust ?? []).Where(certificate => needed.Contains(certificate) || (!isOver && certificate.NotAfter > now));
        return [.. kept.Concat(needed).Distinct()];
    }

    /// <summary>
    /// Clients in other languages want the root, nodes do not. Whoever brings an authority below a root shared with others must not
    /// thereby let in all that the root ever issued: as clients only those of the authority itself are let in.
    /// </summary>
    private static ImmutableArray<Certificate> Anchors(AuthorityKind kind, CertificateAuthority? authority) =>
        authority is null ? [] : kind == AuthorityKind.Cluster ? authority.Certificates : authority.Certificates[..1];

    private static bool IsOver(AuthorityKind kind, WantedCertificates wanted, CertificateState state, bool isLoaded, DateTimeOffset now)
    {
        var stored = state.Of(kind);
        if (stored.Next is not null || stored.Usable is not { } current || !isLoaded)
            return false;
        return kind == AuthorityKind.Cluster
            ? state.Leaves.Values.All(leaves => leaves.Pods.Values.All(leaf => leaf.Certificate.IssuerKeyId == current.Certificate.KeyId))
            : stored.TrustedSince + wanted.Times.ClientsGrace <= now;
    }
}
