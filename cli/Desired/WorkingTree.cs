using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Reconciler.Git;
using LibGit2Sharp;
using Commit = GitOpsKafka.Platform.Planning.Commit;

namespace GitOpsKafka.Cli.Desired;

/// <summary>A folder as if it were committed: where it comes from, as far as Git knows it.</summary>
internal static class WorkingTree
{
    private const string SourceNamespace = "gitopskafka";

    private static readonly string Uncommitted = new('0', 40);

    /// <param name="folder">Full path.</param>
    /// <param name="source">Name of the GitSource; null to take it from the remote <c>origin</c>, else from the folder.</param>
    public static Commit CommitOf(string folder, string? source)
    {
        if (OpenRepository(folder) is not { } repository)
            return Commit(source ?? NameOf(folder), folder, "", Uncommitted, "", DateTimeOffset.UnixEpoch);
        using (repository)
        {
            var url = GitUrl.Strip(repository.Network.Remotes["origin"]?.Url ?? repository.Info.WorkingDirectory ?? folder);
            var head = repository.Head.Tip;
            return Commit(source ?? NameOf(url), url, repository.Head.FriendlyName, head?.Sha ?? Uncommitted, head is null ? "" : $"{head.Author.Name} <{head.Author.Email}>", head?.Author.When ?? DateTimeOffset.UnixEpoch);
        }
    }

    /// <summary>Null where there is no repository, or none that can be read: then the folder is planned all the same.</summary>
    private static Repository? OpenRepository(string folder)
    {
        try
        {
            return Repository.Discover(folder) is { } path ? new Repository(path) : null;
        }
        catch (LibGit2SharpException)
        {
            return null;
        }
    }

    private static Commit Commit(string source, string repository, string branch, string sha, string author, DateTimeOffset time) =>
        new(ResourceKey.Of("GitSource", SourceNamespace, source), repository, branch, sha, author, author, "working tree", time, 0);

    private static string NameOf(string place) => GitUrl.Parse(place.Replace(':', '/')).Name;
}
