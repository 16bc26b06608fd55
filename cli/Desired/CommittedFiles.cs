using GitOpsKafka.Platform.Manifests;
using GitOpsKafka.Reconciler.Git;
using LibGit2Sharp;
using Commit = LibGit2Sharp.Commit;
using PlannedCommit = GitOpsKafka.Platform.Planning.Commit;

namespace GitOpsKafka.Cli.Desired;

/// <summary>The manifests of a commit, read as the reconciler reads them: from the repository, without a checkout. Not thread-safe.</summary>
internal sealed class CommittedFiles : IDisposable
{
    private readonly Repository _repository;
    private readonly Commit _commit;

    private CommittedFiles(Repository repository, Commit commit) => (_repository, _commit) = (repository, commit);

    /// <param name="folder">Full path of the repository or a folder in it.</param>
    /// <param name="revision">A branch, tag, sha, <c>HEAD~1</c>: https://git-scm.com/docs/gitrevisions.</param>
    /// <exception cref="CliException">There is no repository, or no such commit.</exception>
    public static CommittedFiles Open(string folder, string revision)
    {
        try
        {
            var repository = new Repository(Repository.Discover(folder) ?? throw new CliException($"--revision {revision}: {folder} is in no Git repository"));
            return repository.Lookup(revision)?.Peel<Commit>() is { } commit ? new CommittedFiles(repository, commit) : throw new CliException($"--revision {revision}: there is no such commit");
        }
        catch (LibGit2SharpException failure)
        {
            throw new CliException($"--revision {revision}: {failure.Message}", failure);
        }
    }

    /// <summary>The commit as it is planned.</summary>
    public PlannedCommit Commit(string? source) => WorkingTree.CommitOf(_repository, _commit, source);

    /// <param name="folders">Full paths of folders.</param>
    /// <exception cref="Platform.Ports.DesiredSourceException">The commit has no such folder.</exception>
    public ManifestInput Read(IEnumerable<string> folders, ManifestLimits limits)
    {
        var trees = folders.Select(folder => ManifestTree.Walk(_commit, PathInCommit(folder), CliLimits.Source.MaxFiles)).ToList();
        List<ManifestError> problems = [.. trees.SelectMany(tree => tree.Errors)];
        var blobs = trees.SelectMany(tree => tree.Blobs).DistinctBy(blob => blob.Path).ToList();
        var files = new ParsedFiles<ManifestFile>((path, content) => ManifestParser.Parse(path, content, limits), limits.MaxFileBytes, CliLimits.Source.MaxTotalBytes).Read(_repository, blobs, problems);
        return new ManifestInput([.. files.Files], [.. problems], [.. trees.SelectMany(tree => tree.Warnings)], [], IsWhole: true);
    }

    public void Dispose() => _repository.Dispose();

    private string PathInCommit(string folder) =>
        Path.GetRelativePath(_repository.Info.WorkingDirectory ?? _repository.Info.Path, folder) is not ("." or "..") and var path ? path.Replace('\\', '/') : "";
}
