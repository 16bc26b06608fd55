using System.Collections.Immutable;
using LibGit2Sharp;

namespace GitOpsKafka.Cli.Demo;

/// <summary>A real Git repository in a temporary folder. Not thread-safe.</summary>
internal sealed class DemoRepository : IDisposable
{
    private readonly Repository _repository;
    private readonly TimeProvider _time;

    public DemoRepository(string folder, TimeProvider time)
    {
        (Folder, _time) = (folder, time);
        _repository = new Repository(Repository.Init(folder));
        Commit("Begin our Kafka platform", ImmutableDictionary<string, string?>.Empty.Add("README.md", "Our Kafka platform\n"));
    }

    public string Folder { get; }

    /// <param name="files">Text by path; null removes the file.</param>
    /// <returns>The commit's sha.</returns>
    public string Commit(string message, ImmutableDictionary<string, string?> files)
    {
        foreach (var (path, text) in files)
        {
            var full = Path.Combine(Folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            if (text is null)
                File.Delete(full);
            else
                File.WriteAllText(full, text);
        }

        LibGit2Sharp.Commands.Stage(_repository, "*");
        var author = new Signature("Ada Lovelace", "ada@example.com", _time.GetUtcNow());
        return _repository.Commit(message, author, author).Sha;
    }

    public void Dispose() => _repository.Dispose();
}
