using System.Collections.Immutable;
using GitOpsKafka.Platform.Manifests;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Cli.Desired;

/// <summary>What validation found. Immutable.</summary>
/// <param name="Files">How many files were read.</param>
/// <param name="Problems">By file, line and column; errors and warnings mixed.</param>
internal sealed record CheckedManifests(ImmutableArray<string> Files, int Resources, ImmutableArray<Problem> Problems)
{
    public int Errors => Problems.Count(problem => problem.IsError);

    public int Warnings => Problems.Length - Errors;

    /// <summary><c>3 files, 12 resources, 2 errors, 1 warning</c>.</summary>
    public string Summary => string.Join(", ", Print.Count(Files.Length, "file"), Print.Count(Resources, "resource"), Print.Count(Errors, "error"), Print.Count(Warnings, "warning"));

    public static CheckedManifests Of(ManifestInput input, Revision revision, bool isStrict) => new(
        [.. input.Files.Select(file => file.File)],
        input.Resources,
        [
            .. revision.Errors.Select(error => new Problem(error, true)).Concat(revision.Warnings.Select(warning => new Problem(warning, isStrict)))
                .OrderBy(problem => problem.Error.File, StringComparer.Ordinal).ThenBy(problem => problem.Error.Line).ThenBy(problem => problem.Error.Column),
        ]);
}

/// <param name="IsError">False for a warning.</param>
internal sealed record Problem(ManifestError Error, bool IsError)
{
    public string Severity => IsError ? "error" : "warning";

    /// <summary>The message with the field before it.</summary>
    public string Text => Error.Path is null ? Error.Message : $"{Error.Path}: {Error.Message}";
}
