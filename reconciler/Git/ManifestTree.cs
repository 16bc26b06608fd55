using GitOpsKafka.Platform.Manifests;
using GitOpsKafka.Platform.Ports;
using LibGit2Sharp;

namespace GitOpsKafka.Reconciler.Git;

/// <summary>
/// Finds the manifest files under a path of a commit, without a checkout. Names that begin with a dot are skipped. A symbolic
/// link is an error, as it may lead out of the repository; a submodule is a warning.
/// </summary>
internal sealed class ManifestTree
{
    private const int MaxDepth = 64;

    private readonly string _path;
    private readonly int _maxFiles;
    private readonly List<ManifestBlob> _blobs = [];
    private readonly List<ManifestError> _errors = [];
    private readonly List<ManifestError> _warnings = [];

    private ManifestTree(string path, int maxFiles) => (_path, _maxFiles) = (path, maxFiles);

    /// <summary>Ordered by path (ordinal).</summary>
    public IReadOnlyList<ManifestBlob> Blobs => _blobs;

    public IReadOnlyList<ManifestError> Errors => _errors;

    public IReadOnlyList<ManifestError> Warnings => _warnings;

    /// <param name="path">Relative to the root; empty for the root.</param>
    /// <exception cref="DesiredSourceException">The commit has no such folder.</exception>
    public static ManifestTree Walk(Commit commit, string path, int maxFiles)
    {
        var clean = string.Join('/', path.Split('/').Where(part => part is not ("" or ".")));
        var found = new ManifestTree(clean, maxFiles);
        found.Walk(Folder(commit, clean), clean.Length == 0 ? "" : clean + "/", 0);
        found._blobs.Sort((one, other) => string.CompareOrdinal(one.Path, other.Path));
        return found;
    }

    private static Tree Folder(Commit commit, string path) =>
        path.Length == 0 ? commit.Tree : commit[path] switch
        {
            { Target: Tree folder } => folder,
            null => throw new DesiredSourceException(GitReason.PathNotFound, $"commit {commit.Sha} has no folder \"{path}\": add it, or set Path to one that exists"),
            _ => throw new DesiredSourceException(GitReason.PathNotFound, $"\"{path}\" is not a folder in commit {commit.Sha}: set Path to the folder that holds the manifests"),
        };

    private void Walk(Tree folder, string prefix, int depth)
    {
        if (depth > MaxDepth)
            _errors.Add(Problem(prefix, GitRule.TooDeep, $"folders are nested deeper than {MaxDepth}: move the manifests up"));
        else
            foreach (var entry in folder.Where(entry => !entry.Name.StartsWith('.')).TakeWhile(_ => _blobs.Count <= _maxFiles))
                Visit(entry, prefix + entry.Name, depth);
        if (depth == 0 && _blobs.Count > _maxFiles)
            _errors.Add(Problem(_path.Length == 0 ? "." : _path, GitRule.TooManyFiles, $"more than {_maxFiles} manifest files: split the repository, set Path to a part of it, or raise MaxFiles"));
    }

    private void Visit(TreeEntry entry, string path, int depth)
    {
        if (entry.Mode == Mode.SymbolicLink)
            _errors.Add(Problem(path, GitRule.SymbolicLink, "is a symbolic link, which may lead out of the repository: put the file itself here"));
        else if (entry.TargetType == TreeEntryTargetType.GitLink)
            _warnings.Add(Problem(path, GitRule.Submodule, "is a submodule and was ignored: follow its repository with a source of its own"));
        else if (entry.Target is Tree folder)
            Walk(folder, path + "/", depth + 1);
        else if (IsManifest(entry.Name))
            _blobs.Add(new ManifestBlob(path, entry.Target.Id));
    }

    // In any case of letters: a renamed Orders.YAML that were skipped would look like a deletion.
    private static bool IsManifest(string name) =>
        name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    private static ManifestError Problem(string path, string rule, string message) => new(path, 0, 0, null, rule, message);
}

/// <summary>A manifest file in a commit.</summary>
/// <param name="Path">From the root of the repository.</param>
internal sealed record ManifestBlob(string Path, ObjectId Id);
