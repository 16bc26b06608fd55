using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Planning;

/// <summary>A commit that is followed. Immutable.</summary>
/// <param name="Source">The repository's own key, <c>GitSource/namespace/name</c>.</param>
/// <param name="Repository">URL without credentials.</param>
/// <param name="Sha">40 hex digits.</param>
/// <param name="Author"><c>Name &lt;address&gt;</c>.</param>
/// <param name="Message">First line and body, at most 4,096 characters.</param>
/// <param name="Sequence">Grows with every revision of the branch that is read, also after the branch was rewritten. Older means strictly less.</param>
public sealed record Commit(ResourceKey Source, string Repository, string Branch, string Sha, string Author, string Committer, string Message, DateTimeOffset Time, long Sequence)
{
    public string ShortSha => Sha.Length > 8 ? Sha[..8] : Sha;
}
