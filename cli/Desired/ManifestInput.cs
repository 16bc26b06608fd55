using System.Collections.Immutable;
using GitOpsKafka.Platform.Manifests;

namespace GitOpsKafka.Cli.Desired;

/// <summary>What was found at the paths that the user named. Immutable.</summary>
/// <param name="Files">Read, whether sound or not.</param>
/// <param name="Problems">What is wrong with folders and files before any YAML is read.</param>
/// <param name="Warnings">Likewise, but not in the way.</param>
/// <param name="Unreadable">Paths that are not there or cannot be read: what they hold is unknown.</param>
/// <param name="IsWhole">Whole folders were read, so what is not among them is taken not to exist.</param>
internal sealed record ManifestInput(
    ImmutableArray<ManifestFile> Files, ImmutableArray<ManifestError> Problems, ImmutableArray<ManifestError> Warnings, ImmutableArray<string> Unreadable, bool IsWhole)
{
    public int Resources => Files.Sum(file => file.Resources.Length);
}
