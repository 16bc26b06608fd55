using GitOpsKafka.Platform.Planning;

namespace GitOpsKafka.Reconciler.Git;

/// <summary>How files become a revision; the source itself knows Git and no YAML. Both functions are pure.</summary>
/// <typeparam name="TFile">What one file says, kept as long as the file stays the same.</typeparam>
/// <param name="Parse">Reads one file: its path from the root of the repository, and its bytes.</param>
/// <param name="Assemble">Puts together all files of a commit, in the order of their paths.</param>
public sealed record ManifestReading<TFile>(Func<string, ReadOnlyMemory<byte>, TFile> Parse, Func<Commit, IReadOnlyList<TFile>, Revision> Assemble);
