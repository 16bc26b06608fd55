using System.Collections.Immutable;

namespace GitOpsKafka.Webhook.Admission;

/// <summary>
/// Warnings within what the API server passes on: 256 characters each and 4096 in total.
/// Source: https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#response.
/// </summary>
internal static class WarningList
{
    public const int LongestWarning = 256;
    public const int LongestTotal = 4096;

    // "+12345 more; run gitopskafka validate to see all"
    private const int Tail = 64;

    public static ImmutableArray<string> Fit(IEnumerable<string> warnings)
    {
        var all = warnings.Distinct(StringComparer.Ordinal).Select(Clean).ToArray();
        var total = all.Sum(warning => warning.Length);
        if (total <= LongestTotal)
            return [.. all];
        var kept = new List<string>();
        var room = LongestTotal - Tail;
        foreach (var warning in all.TakeWhile(warning => (room -= warning.Length) >= 0))
            kept.Add(warning);
        return [.. kept, $"+{all.Length - kept.Count} more; run gitopskafka validate to see all"];
    }

    /// <summary>A warning travels in an HTTP header: no line breaks.</summary>
    private static string Clean(string warning)
    {
        var line = string.Concat(warning.Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length <= LongestWarning ? line : line[..(LongestWarning - 1)] + "…";
    }
}
