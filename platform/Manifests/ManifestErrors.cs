using System.Collections.Immutable;
using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Platform.Manifests;

/// <summary>Lists of errors in the one order in which they are shown.</summary>
internal static class ManifestErrors
{
    /// <summary>By file, line, column, then path, rule and message, so that equal input gives an equal list.</summary>
    public static ImmutableArray<ManifestError> Sort(IEnumerable<ManifestError> errors) =>
    [
        .. errors.OrderBy(error => error.File, StringComparer.Ordinal).ThenBy(error => error.Line).ThenBy(error => error.Column)
            .ThenBy(error => error.Path?.ToString() ?? "", StringComparer.Ordinal).ThenBy(error => error.RuleId, StringComparer.Ordinal)
            .ThenBy(error => error.Message, StringComparer.Ordinal),
    ];

    /// <summary>The first errors, closed by one that counts the rest.</summary>
    /// <param name="unlisted">Errors that were dropped before.</param>
    public static ImmutableArray<ManifestError> Cut(ImmutableArray<ManifestError> sorted, int limit, int unlisted)
    {
        var rest = Math.Max(0, sorted.Length - limit) + unlisted;
        return rest == 0 ? sorted : [.. sorted.Take(limit), new ManifestError(sorted[Math.Min(limit, sorted.Length - 1)].File, 0, 0, null, YamlRules.More, $"+{rest} more errors")];
    }

    /// <summary>The violation's text without its path and id, which a <see cref="ManifestError"/> has apart.</summary>
    public static string Message(Violation violation) => $"{violation.Type.Text()}: {(violation.Found is null ? "" : violation.Found + ": ")}{violation.Detail}";
}
