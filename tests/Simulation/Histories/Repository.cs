using System.Collections.Immutable;
using System.Text;
using GitOpsKafka.Platform.Manifests;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules;
using GitOpsKafka.Reconciler.Git;

namespace GitOpsKafka.Tests.Simulation.Histories;

/// <summary>What one push brings. Immutable.</summary>
/// <param name="Count">Commits along the first parents.</param>
internal sealed record Push(string What, ImmutableSortedDictionary<string, string> Files, int Count);

/// <summary>A branch in memory, read through the real parser and rules.</summary>
internal sealed class Repository(TimeProvider clock)
{
    private readonly List<Push> _pushes = [];
    private readonly Dictionary<string, Revision> _revisions = new(StringComparer.Ordinal);

    public bool IsUnreachable { get; set; }

    public string Head => Sha(_pushes.Count);

    public int Count => _pushes[^1].Count;

    public void Push(Push push)
    {
        _pushes.Add(push);
        _revisions[Head] = Read(push, Head);
    }

    /// <summary>The commit as it was pushed; its sequence is 0.</summary>
    public Revision Of(string sha) => _revisions[sha];

    /// <summary>Which push brought the commit: what came first, whatever numbers the reconciler gives. 0 for none.</summary>
    public static long NumberOf(string? sha) => sha is null ? 0 : Convert.ToInt64(sha[..8], 16);

    private static string Sha(int number) => $"{number:x8}{new string('0', 32)}";

    private Revision Read(Push push, string sha)
    {
        var commit = new Commit(
            ResourceKey.Of("GitSource", "gitopskafka", "platform"), "https://git.example.com/platform.git", "main", sha, "Ada <ada@example.com>", "Ada <ada@example.com>", push.What, clock.GetUtcNow(), 0);
        var files = push.Files.Select(file => ManifestParser.Parse(file.Key, Encoding.UTF8.GetBytes(file.Value), ManifestLimits.Default));
        return RevisionReader.Read(commit, files, (resource, neighbours) => RuleSet.Judge(new RuleInput(null, resource.Value, neighbours)));
    }
}

/// <summary>The branch as one life of the reconciler sees it: numbers are the real ones.</summary>
internal sealed class RepositorySource(Repository repository, RevisionSequence sequence) : IDesiredSource
{
    private Revision? _last;

    public Task<Revision> ReadAsync(CancellationToken cancellationToken)
    {
        if (repository.IsUnreachable)
            return Task.FromException<Revision>(new DesiredSourceException("Unreachable", "the repository did not answer"));
        if (_last?.Commit.Sha != repository.Head)
        {
            var revision = repository.Of(repository.Head);
            _last = revision with { Commit = revision.Commit with { Sequence = sequence.Next(repository.Head, repository.Count) } };
        }

        return Task.FromResult(_last!);
    }
}
