using System.Text.RegularExpressions;

namespace GitOpsKafka.Worker.Applying;

/// <summary>Durations as Kubernetes users write them: <c>1h30m</c>, <c>10m</c>, <c>45s</c>.</summary>
internal static partial class GoDuration
{
    /// <exception cref="FormatException">The text is no such duration; manifests are checked for it before.</exception>
    public static TimeSpan Parse(string text)
    {
        var match = Pattern().Match(text);
        return match.Success && text.Length > 0
            ? new TimeSpan(Part(match, "h"), Part(match, "m"), Part(match, "s"))
            : throw new FormatException($"\"{text}\" is no duration such as 1h30m");
    }

    private static int Part(Match match, string unit) => match.Groups[unit] is { Success: true } group ? int.Parse(group.ValueSpan) : 0;

    [GeneratedRegex(@"^(?:(?<h>\d{1,4})h)?(?:(?<m>\d{1,6})m)?(?:(?<s>\d{1,8})s)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
