using System.Collections.Immutable;
using GitOpsKafka.Platform.Manifests;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Planning;

/// <summary>One commit, read: everything it wants, or everything that is wrong with it. Immutable.</summary>
/// <param name="Resources">Empty when there are errors: a revision is used whole or not at all.</param>
/// <param name="Errors">Sorted by file, line, column.</param>
/// <param name="Warnings">Broken rules that only warn; sorted likewise.</param>
public sealed record Revision(
    Commit Commit,
    ImmutableSortedDictionary<ResourceKey, DesiredResource> Resources,
    ImmutableArray<ManifestError> Errors,
    ImmutableArray<ManifestError> Warnings)
{
    public bool IsUsable => Errors.IsEmpty;
}
