using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Certificates;

/// <summary>One thing to do to the certificates of a cluster: the write of one Secret. A closed hierarchy. Immutable.</summary>
public abstract record CertificateStep
{
    private CertificateStep()
    {
    }

    /// <summary>One line for people.</summary>
    public abstract string Describe();

    /// <summary>The first authority of its kind.</summary>
    /// <param name="Brought">To take over; null to make one.</param>
    public sealed record MakeAuthority(AuthorityKind Kind, CertificateAuthority? Brought) : CertificateStep
    {
        public override string Describe() => Brought is null ? $"make {Name(Kind)}" : $"take over {Name(Kind)} {Brought}";
    }

    /// <summary>An authority to come: it will be trusted, and issues nothing yet. The rotation begins.</summary>
    /// <param name="Brought">To take over; null to make one.</param>
    /// <param name="Request">The request that is served by it, if any.</param>
    public sealed record PrepareAuthority(AuthorityKind Kind, CertificateAuthority? Brought, string? Request, string Because) : CertificateStep
    {
        public override string Describe() => $"prepare a new {Name(Kind)}: {Because}";
    }

    /// <summary>The authority to come becomes the one that issues.</summary>
    public sealed record PromoteAuthority(AuthorityKind Kind) : CertificateStep
    {
        public override string Describe() => $"issue by the new {Name(Kind)} from now on";
    }

    /// <summary>The request for a rotation was taken away: the same one may be made again.</summary>
    public sealed record ForgetRequest(AuthorityKind Kind) : CertificateStep
    {
        public override string Describe() => $"forget the request for a new {Name(Kind)}";
    }

    /// <summary>Says whom to trust.</summary>
    public sealed record PublishTrust(AuthorityKind Kind, ImmutableArray<Certificate> Certificates) : CertificateStep
    {
        public override string Describe() => $"trust as {Name(Kind)}: {string.Join("; ", Certificates)}";
    }

    /// <summary>New certificates for nodes of one StatefulSet, or for the operator, and the trust that they shall have.</summary>
    public sealed record IssueLeaves(string StatefulSet, ImmutableArray<LeafWish> Leaves) : CertificateStep
    {
        public override string Describe() => $"issue certificates: {string.Join(", ", Leaves.Select(leaf => $"{leaf.Node.Pod} ({leaf.Because})"))}";
    }

    private static string Name(AuthorityKind kind) => $"{CertificateSecrets.Word(kind)} CA";
}

/// <param name="Because">Why the certificate that is there will not do.</param>
public sealed record LeafWish(NodeNames Node, string Because);
