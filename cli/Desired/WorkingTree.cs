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

    /// <param name="folder">Full path; need not be there.</param>
    /// <param name="source">Name of the GitSource; null to take it from the remote <c>origin</c>, else from the folder.</param>
    public static Commit CommitOf(string folder, string? source)
    {
        if (OpenRepository(folder) is not { } repository)
            return Commit(source ?? NameOf(folder), folder, "", Uncommitted, "", DateTimeOffset.UnixEpoch);
        using (repository)
            return CommitOf(repository, repository.Head.Tip, source);
    }

    /// <param name="commit">Null before the first commit.</param>
    public static Commit CommitOf(Repository repository, LibGit2Sharp.Commit? commit, string? source)
    {
        var url = GitUrl.Strip(repository.Network.Remotes["origin"]?.Url ?? repository.Info.WorkingDirectory ?? repository.Info.Path);
        return commit is null
            ? Commit(source ?? NameOf(url), url, repository.Head.FriendlyName, Uncommitted, "", DateTimeOffset.UnixEpoch)
            : Commit(source ?? NameOf(url), url, repository.Head.FriendlyName, commit.Sha, $"{commit.Author.Name} <{commit.Author.Email}>", commit.Author.When);
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
