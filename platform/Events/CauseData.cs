using System.Collections.Immutable;
using GitOpsKafka.Platform.Planning;

namespace GitOpsKafka.Platform.Events;

/// <summary>A <see cref="Planning.Cause"/> on the wire. Immutable.</summary>
/// <param name="Kind"><c>commit</c> or <c>drift</c>.</param>
/// <param name="Managers">For drift: who owns the fields that differ.</param>
public sealed record CauseData(string Kind, Commit Commit, ImmutableArray<string> Managers)
{
    public static CauseData Of(Cause cause) => cause switch
    {
        Cause.FromCommit commit => new CauseData("commit", commit.Commit, []),
        Cause.FromDrift drift => new CauseData("drift", drift.Commit, drift.Managers),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
