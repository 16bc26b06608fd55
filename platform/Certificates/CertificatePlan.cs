using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Certificates;

/// <summary>
/// What is to be done next to the certificates of a cluster. Pure: equal input, equal plan. After the step is done, plan again with
/// what is stored then; so a process may die anywhere.
/// <para>An authority is replaced in three phases, and every node is heard of between them: (1) the new one is trusted beside the old,
/// (2) it issues, (3) the old one is trusted no more.</para>
/// </summary>
/// <param name="Step">Null when nothing can be done now.</param>
/// <param name="Problems">What a person must see to; the rest goes on.</param>
/// <param name="NotLoaded">Nodes that shall load what is stored for them; a rotation waits for them.</param>
public sealed record CertificatePlan(CertificateStep? Step, ImmutableArray<CertificateProblem> Problems, ImmutableArray<string> NotLoaded)
{
    /// <summary>Nodes that must restart now, because loading is not enough; a rotation waits for them too.</summary>
    public ImmutableArray<string> MustRestart { get; init; } = [];

    /// <summary>Nothing to do, nothing to wait for.</summary>
    public bool IsSettled => Step is null && NotLoaded.IsEmpty && Problems.IsEmpty && MustRestart.IsEmpty;

    public static CertificatePlan Next(WantedCertificates wanted, CertificateState state, DateTimeOffset now)
    {
        var notLoaded = state.NotLoaded(wanted);
        var isLoaded = notLoaded.IsEmpty && CertificateRestarts.Behind(wanted, state, now).IsEmpty;
        var authorities = new[] { AuthorityKind.Cluster, AuthorityKind.Clients }.Select(kind => AuthorityPlanning.Next(kind, wanted, state, isLoaded, now)).ToList();
        return new CertificatePlan(
            authorities.Select(authority => authority.Step).FirstOrDefault(step => step is not null) ?? LeafPlanning.Next(wanted, state, now),
            [.. authorities.SelectMany(authority => authority.Problems)],
            notLoaded)
        {
            MustRestart = CertificateRestarts.Due(wanted, state, now),
        };
    }
}
