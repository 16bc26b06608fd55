using System.Collections.Immutable;
using System.Diagnostics;
using GitOpsKafka.Platform.Manifests;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;
using LibGit2Sharp;
using Commit = LibGit2Sharp.Commit;
using FollowedCommit = GitOpsKafka.Platform.Planning.Commit;

namespace GitOpsKafka.Reconciler.Git;

/// <summary>Makes a <see cref="Revision"/> of a commit in the local copy. Not thread-safe.</summary>
internal sealed class CommitReader<TFile>(ResourceKey source, string repositoryUrl, GitSourceOptions options, ManifestReading<TFile> reading, RevisionSequence sequence, ILogger logger)
{
    private const int MaxMessage = 4096;

    private readonly ParsedFiles<TFile> _files = new(reading.Parse, options.MaxFileBytes, options.MaxTotalBytes);
    private readonly FirstParentCount _history = new();

    public Revision Read(Repository repository, Commit commit, string branch)
    {
        var started = Stopwatch.GetTimestamp();
        var tree = ManifestTree.Walk(commit, options.Path, options.MaxFiles);
        List<ManifestError> errors = [.. tree.Errors];
        var parsed = _files.Read(repository, tree.Blobs, errors);
        var followed = Describe(repository, commit, branch);
        var revision = With(reading.Assemble(followed, parsed.Files), errors, tree.Warnings);
        logger.CommitRead(repositoryUrl, followed.Sha, branch, followed.Sequence, parsed.Files.Count, parsed.Parsed, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        return revision;
    }

    private FollowedCommit Describe(Repository repository, Commit commit, string branch) =>
        new(source, repositoryUrl, branch, commit.Sha, Person(commit.Author), Person(commit.Committer), Shorten(commit.Message), commit.Committer.When,
            sequence.Next(commit.Sha, _history.Count(repository, commit)));

    private static string Person(Signature signature) => $"{signature.Name} <{signature.Email}>";

    private static string Shorten(string message)
    {
        var text = message.TrimEnd();
        // A pair of surrogates is not cut in two: half of one has no UTF-8.
        return text.Length <= MaxMessage ? text : text[..(char.IsHighSurrogate(text[MaxMessage - 1]) ? MaxMessage - 1 : MaxMessage)];
    }

    // A revision is used whole or not at all: what Git refused makes it unusable like any error in the YAML.
    private static Revision With(Revision revision, List<ManifestError> errors, IReadOnlyList<ManifestError> warnings) => revision with
    {
        Resources = errors.Count > 0 ? revision.Resources.Clear() : revision.Resources,
        Errors = Sorted(revision.Errors, errors),
        Warnings = Sorted(revision.Warnings, warnings),
    };

    private static ImmutableArray<ManifestError> Sorted(ImmutableArray<ManifestError> read, IReadOnlyCollection<ManifestError> found) =>
        found.Count == 0 ? read : [.. read.Concat(found).OrderBy(error => error.File, StringComparer.Ordinal).ThenBy(error => error.Line).ThenBy(error => error.Column)];
}
