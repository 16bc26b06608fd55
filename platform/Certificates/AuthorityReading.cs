using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Certificates;

/// <summary>What came of reading a certificate authority. A closed hierarchy. Immutable.</summary>
public abstract record AuthorityReading
{
    private AuthorityReading()
    {
    }

    public sealed record Usable(CertificateAuthority Authority) : AuthorityReading;

    /// <param name="Problems">All that is wrong, at least one.</param>
    public sealed record Unusable(ImmutableArray<CertificateProblem> Problems) : AuthorityReading;
}
