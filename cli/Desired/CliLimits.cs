using GitOpsKafka.Platform.Manifests;
using GitOpsKafka.Reconciler.Git;

namespace GitOpsKafka.Cli.Desired;

/// <summary>What the reconciler allows by default, so that nothing passes here that it refuses.</summary>
internal static class CliLimits
{
    public static GitSourceOptions Source { get; } = new();

    /// <param name="defaultNamespace">For manifests that name none; null: every manifest must name one.</param>
    public static ManifestLimits Manifests(string? defaultNamespace) => ManifestLimits.Default with { MaxFileBytes = (int)Source.MaxFileBytes, DefaultNamespace = defaultNamespace };
}
