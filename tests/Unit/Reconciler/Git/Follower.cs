using System.Collections.Immutable;
using System.Text;
using GitOpsKafka.Platform.Manifests;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Reconciler.Git;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Tests.Unit.Reconciler.Git;

/// <summary>A source with a parser that keeps the text of each file, and a memory of what was parsed and logged.</summary>
internal sealed class Follower : IDisposable
{
    private readonly TemporaryFolder _cache = new();

    public Follower(string url, Action<GitSourceOptions>? adjust = null, long floor = 0)
    {
        var options = new GitSourceOptions { Url = url, CacheDirectory = _cache.Path };
        adjust?.Invoke(options);
        var sequence = new RevisionSequence();
        sequence.RaiseTo(floor);
        Source = new GitDesiredSource<string>(Options.Create(options), new ManifestReading<string>(Parse, Assemble), sequence, TimeProvider.System, Log);
    }

    public GitDesiredSource<string> Source { get; }

    public MemoryLog<GitDesiredSource<string>> Log { get; } = new();

    /// <summary>Paths in the order in which they were parsed, over all reads.</summary>
    public List<string> Parsed { get; } = [];

    /// <summary><c>path=content</c> of all files of the newest revision.</summary>
    public IReadOnlyList<string> Files { get; private set; } = [];

    public string Cache => _cache.Path;

    public Task<Revision> ReadAsync() => Source.ReadAsync(CancellationToken.None);

    public Task<DesiredSourceException> FailAsync() => Assert.ThrowsAsync<DesiredSourceException>(ReadAsync);

    public void Dispose()
    {
        Source.Dispose();
        _cache.Dispose();
    }

    private string Parse(string file, ReadOnlyMemory<byte> content)
    {
        Parsed.Add(file);
        return $"{file}={Encoding.UTF8.GetString(content.Span)}";
    }

    private Revision Assemble(Commit commit, IReadOnlyList<string> files)
    {
        Files = [.. files];
        return new Revision(commit, ImmutableSortedDictionary<ResourceKey, DesiredResource>.Empty, ImmutableArray<ManifestError>.Empty, ImmutableArray<ManifestError>.Empty);
    }
}
