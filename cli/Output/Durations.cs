using System.Globalization;

namespace GitOpsKafka.Cli.Output;

/// <summary>Spans and points in time as people read and write them. Pure.</summary>
internal static class Durations
{
    /// <summary>The two largest units at most, as kubectl's age: <c>45s</c>, <c>3h12m</c>, <c>5d</c>; below ten seconds <c>1.2s</c>.</summary>
    public static string Short(TimeSpan span) => span switch
    {
        { Ticks: < 0 } => "0s",
        { TotalSeconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.#}s"),
        { TotalMinutes: < 2 } => $"{(int)span.TotalSeconds}s",
        { TotalMinutes: < 10 } => Two(span.Minutes, "m", span.Seconds, "s"),
        { TotalHours: < 3 } => $"{(int)span.TotalMinutes}m",
        { TotalHours: < 8 } => Two(span.Hours, "h", span.Minutes, "m"),
        { TotalDays: < 2 } => $"{(int)span.TotalHours}h",
        { TotalDays: < 8 } => Two(span.Days, "d", span.Hours, "h"),
        _ => $"{(int)span.TotalDays}d",
    };

    /// <summary>UTC to the second: <c>2026-03-01 12:00:05Z</c>.</summary>
    public static string Time(DateTimeOffset time) => time.ToString("u", CultureInfo.InvariantCulture);

    /// <summary>A point in time (RFC 3339) or a span before now: <c>90s</c>, <c>15m</c>, <c>36h</c>, <c>7d</c>.</summary>
    public static DateTimeOffset? TryParse(string text, DateTimeOffset now) =>
        text.Length > 1 && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && Seconds(text[^1]) is { } unit
            ? amount * unit < (now - DateTimeOffset.UnixEpoch).TotalSeconds ? now - TimeSpan.FromSeconds(amount * unit) : null
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static double? Seconds(char unit) => unit switch { 's' => 1, 'm' => 60, 'h' => 3_600, 'd' => 86_400, _ => null };

    private static string Two(int large, string largeUnit, int small, string smallUnit) => small == 0 ? $"{large}{largeUnit}" : $"{large}{largeUnit}{small}{smallUnit}";
}
