using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Reconciler.Git;

/// <summary>What a repository says it has. Immutable.</summary>
/// <param name="Head">The branch that HEAD names; null when it names none.</param>
/// <param name="Branches">Sha by short name.</param>
internal sealed record RemoteRefs(string? Head, IReadOnlyDictionary<string, string> Branches)
{
    private const string Heads = "refs/heads/";

    /// <param name="refs">Name and sha of each reference, as advertised.</param>
    /// <param name="headTarget">Full name of the reference that HEAD stands for, where known.</param>
    public static RemoteRefs From(IEnumerable<KeyValuePair<string, string>> refs, string? headTarget) =>
        new(ShortName(headTarget), refs.Where(entry => ShortName(entry.Key) is not null).ToDictionary(entry => ShortName(entry.Key)!, entry => entry.Value, StringComparer.Ordinal));

    /// <summary>The tip of the branch, or of the repository's own default branch.</summary>
    /// <exception cref="DesiredSourceException">No commits, no such branch, or no default branch.</exception>
    public BranchTip Tip(string? branch, string repository)
    {
        if (Branches.Count == 0)
            throw new DesiredSourceException(GitReason.RepositoryEmpty, $"{repository}: the repository has no commits: push one");
        if ((branch ?? Head) is not { } name)
            throw new DesiredSourceException(GitReason.BranchNotFound, $"{repository}: HEAD names no branch: set Branch to one of {Known()}");
        return Branches.TryGetValue(name, out var sha)
            ? new BranchTip(name, sha)
            : throw new DesiredSourceException(GitReason.BranchNotFound, $"{repository}: there is no branch \"{name}\": push it, or set Branch to one of {Known()}");
    }

    private static string? ShortName(string? reference) =>
        reference is not null && reference.StartsWith(Heads, StringComparison.Ordinal) ? reference[Heads.Length..] : null;

    private string Known()
    {
        const int shown = 10;
        var names = Branches.Keys.Order(StringComparer.Ordinal).Take(shown);
        return string.Join(", ", names) + (Branches.Count > shown ? $" and {Branches.Count - shown} more" : "");
    }
}

/// <summary>Where a branch stands.</summary>
internal sealed record BranchTip(string Branch, string Sha);
