using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Certificates;

/// <summary>What is to be done next to one authority. Pure.</summary>
internal static class AuthorityPlanning
{
    /// <param name="isLoaded">Every node has loaded what is stored for it, trust included.</param>
    public static (CertificateStep? Step, ImmutableArray<CertificateProblem> Problems) Next(
        AuthorityKind kind, WantedCertificates wanted, CertificateState state, bool isLoaded, DateTimeOffset now)
    {
        var stored = state.Of(kind);
        return (Step(kind, wanted, state, isLoaded, now), [.. BroughtProblems(kind, wanted, stored), .. OwnProblems(kind, wanted, stored)]);
    }

    private static CertificateStep? Step(AuthorityKind kind, WantedCertificates wanted, CertificateState state, bool isLoaded, DateTimeOffset now)
    {
        var stored = state.Of(kind);
        if (stored.Current is null)
            return First(kind, wanted, stored);
        if (stored.Next is null && IsUsableOrExpired(stored) && Prepare(kind, wanted, stored, now) is { } prepare)
            return prepare;
        if (stored.Usable is null && stored.Next is null)
            return null;
        var trust = TrustPlanning.Wanted(kind, wanted, state, isLoaded, now);
        if (stored.Trust is not { } published || !published.SequenceEqual(trust))
            return new CertificateStep.PublishTrust(kind, trust);
        if (stored.Next is not null && MayPromote(kind, wanted, stored, isLoaded, now))
            return new CertificateStep.PromoteAuthority(kind);
        return stored.ServedRequest is not null && !wanted.Rotations.ContainsKey(kind) ? new CertificateStep.ForgetRequest(kind) : null;
    }

    private static CertificateStep.MakeAuthority? First(AuthorityKind kind, WantedCertificates wanted, StoredAuthority stored) => stored.Brought switch
    {
        AuthorityReading.Usable brought => new(kind, brought.Authority),
        // Never one of our own where one is to be brought: it would have to be rotated out again.
        _ => wanted.Brought.ContainsKey(kind) ? null : new(kind, Brought: null),
    };

    private static CertificateStep.PrepareAuthority? Prepare(AuthorityKind kind, WantedCertificates wanted, StoredAuthority stored, DateTimeOffset now)
    {
        if (stored.Brought is AuthorityReading.Usable { Authority: var brought })
            return brought.Certificate == stored.Usable?.Certificate ? null : new(kind, brought, null, "another one was brought");
        if (wanted.Brought.ContainsKey(kind))
            return null;
        if (stored.Usable is not { } current)
            return new(kind, null, null, "the one before it has expired");
        if (CertificateTimes.RenewAt(current.Certificate) <= now)
            return new(kind, null, null, $"the one before it expires at {current.Certificate.NotAfter:yyyy-MM-ddTHH:mm:ssZ}");
        return wanted.Rotations.TryGetValue(kind, out var request) && request != stored.ServedRequest ? new(kind, null, request, "it was asked for") : null;
    }

    /// <summary>
    /// Nodes are heard of; clients outside are not. Those that still trust only the old cluster authority accept the new one when the old one
    /// vouches for it; where it cannot, they are given time. When the old one has expired there is nothing to wait for.
    /// </summary>
    private static bool MayPromote(AuthorityKind kind, WantedCertificates wanted, StoredAuthority stored, bool isLoaded, DateTimeOffset now) =>
        stored.Usable is not { } current
        || (isLoaded && (kind == AuthorityKind.Clients || current.IsEnoughFor(stored.Next!, now) || stored.TrustedSince + wanted.Times.TrustGrace <= now));

    private static bool IsUsableOrExpired(StoredAuthority stored) =>
        stored.Current is not AuthorityReading.Unusable unusable || unusable.Problems.All(problem => problem.Code == AuthorityCheck.Expired);

    private static IEnumerable<CertificateProblem> BroughtProblems(AuthorityKind kind, WantedCertificates wanted, StoredAuthority stored)
    {
        if (!wanted.Brought.TryGetValue(kind, out var name))
            yield break;
        if (stored.Brought is null)
            yield return new("CERT-010", $"Secret {name} is not there: create it with {CertificateSecrets.CertificateFile} and {CertificateSecrets.KeyFile}, or let the {CertificateSecrets.Word(kind)} CA be made");
        if (wanted.Rotations.TryGetValue(kind, out var request) && request != stored.ServedRequest)
            yield return new("CERT-011", $"the {CertificateSecrets.Word(kind)} CA was brought and is not made anew on request: put another one into Secret {name}");
        foreach (var problem in (stored.Brought as AuthorityReading.Unusable)?.Problems ?? [])
            yield return problem with { Message = $"Secret {name}: {problem.Message}" };
    }

    private static IEnumerable<CertificateProblem> OwnProblems(AuthorityKind kind, WantedCertificates wanted, StoredAuthority stored) =>
        ((stored.Current as AuthorityReading.Unusable)?.Problems ?? [])
            .Select(problem => problem with { Message = $"Secret {CertificateSecrets.KeyName(wanted.Cluster, kind)}: {problem.Message}" });
}
