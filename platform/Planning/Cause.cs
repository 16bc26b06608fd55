using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Planning;

/// <summary>Why something must change. A closed hierarchy. Immutable.</summary>
public abstract record Cause
{
    private Cause(Commit commit) => Commit = commit;

    /// <summary>The commit that is in force.</summary>
    public Commit Commit { get; }

    /// <summary>The commit changed what is wanted.</summary>
    public sealed record FromCommit(Commit Commit) : Cause(Commit);

    /// <summary>A resource that no repository holds was applied or deleted.</summary>
    /// <param name="Managers">Field managers that own its spec, sorted; empty for a deletion, of which nothing tells who it was.</param>
    public sealed record FromKubectl(Commit Commit, ImmutableArray<string> Managers) : Cause(Commit);

    /// <summary>The cluster was changed by others.</summary>
    /// <param name="Managers">Field managers that own the fields that differ, sorted; may be empty when nobody can be named.</param>
    public sealed record FromDrift(Commit Commit, ImmutableArray<string> Managers) : Cause(Commit);
}
