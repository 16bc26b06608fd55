using System.Text;
using LibGit2Sharp;

namespace GitOpsKafka.Tests.Unit.Reconciler.Git;

/// <summary>The repository of a platform team, bare, as it lies on a server. Its commits are made without a work tree.</summary>
internal sealed class OriginRepository : IDisposable
{
    private readonly Repository _repository;
    private int _minute;

    public OriginRepository(string path)
    {
        Repository.Init(path, isBare: true);
        _repository = new Repository(path);
        _repository.Refs.Add("HEAD", "refs/heads/main", allowOverwrite: true);
        Path = path;
    }

    public string Path { get; }

    /// <summary>Adds or changes files (null deletes) on top of the branch.</summary>
    /// <returns>Sha of the commit.</returns>
    public string Commit(string branch, params (string Path, string? Content)[] files) =>
        Commit(branch, tree =>
        {
            foreach (var (path, content) in files)
                _ = content is null ? tree.Remove(path) : tree.Add(path, Blob(content), Mode.NonExecutableFile);
        });

    public string CommitLink(string branch, string path, string target) => Commit(branch, tree => tree.Add(path, Blob(target), Mode.SymbolicLink));

    public string CommitSubmodule(string branch, string path) => Commit(branch, tree => tree.AddGitLink(path, new ObjectId(new string('a', 40))));

    /// <summary>Takes the branch's history away; the next commit begins anew.</summary>
    public void Forget(string branch) => _repository.Refs.Remove("refs/heads/" + branch);

    public void PointHeadTo(string branch) => _repository.Refs.UpdateTarget("HEAD", "refs/heads/" + branch);

    public void Reset(string branch, string sha) => _repository.Refs.UpdateTarget("refs/heads/" + branch, sha);

    public void Dispose() => _repository.Dispose();

    private string Commit(string branch, Action<TreeDefinition> change)
    {
        var parent = _repository.Branches[branch]?.Tip;
        var tree = parent is null ? new TreeDefinition() : TreeDefinition.From(parent);
        change(tree);
        var when = new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero).AddMinutes(_minute++);
        var commit = _repository.ObjectDatabase.CreateCommit(
            new Signature("Ada Lovelace", "ada@example.com", when),
            new Signature("Merge Bot", "bot@example.com", when),
            $"Change {_minute} of the platform\n\nBecause of the orders.\n",
            _repository.ObjectDatabase.CreateTree(tree),
            parent is null ? [] : [parent],
            prettifyMessage: false);
        _repository.Refs.Add("refs/heads/" + branch, commit.Id, allowOverwrite: true);
        return commit.Sha;
    }

    private Blob Blob(string content) => _repository.ObjectDatabase.CreateBlob(new MemoryStream(Encoding.UTF8.GetBytes(content)));
}
