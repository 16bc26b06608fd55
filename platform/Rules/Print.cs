using System.Globalization;
using System.Text;

namespace GitOpsKafka.Platform.Rules;

/// <summary>Values as the API server prints them in field errors, so that ours read alike.</summary>
internal static class Print
{
    /// <summary>In place of a value that may be a secret.</summary>
    public const string Redacted = "\"<redacted>\"";

    // An answer must stay small whatever is in the object.
    private const int LongestText = 128;

    public static string Value(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Quoted as Go's <c>%q</c>: https://pkg.go.dev/strconv#Quote. Text beyond 128 characters is cut.</summary>
    public static string Value(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var rune in value.EnumerateRunes())
        {
            if (text.Length > LongestText)
                return text.Append("…\"").ToString();
            Append(text, rune);
        }

        return text.Append('"').ToString();
    }

    public static string Supported(IEnumerable<string> values) => "supported values: " + string.Join(", ", values.Select(Value));

    /// <summary>7d, 36h, 90m, 5s, 20ms: the largest unit that divides.</summary>
    public static string Duration(long milliseconds) => milliseconds switch
    {
        < 1000 => $"{milliseconds}ms",
        _ when milliseconds % 86_400_000 == 0 => $"{milliseconds / 86_400_000}d",
        _ when milliseconds % 3_600_000 == 0 => $"{milliseconds / 3_600_000}h",
        _ when milliseconds % 60_000 == 0 => $"{milliseconds / 60_000}m",
        _ when milliseconds % 1000 == 0 => $"{milliseconds / 1000}s",
        _ => $"{milliseconds}ms",
    };

    /// <summary>2Gi, 512Mi, 1500: the largest unit that divides.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1024 => Value((int)bytes),
        _ when bytes % (1L << 30) == 0 => $"{bytes >> 30}Gi",
        _ when bytes % (1L << 20) == 0 => $"{bytes >> 20}Mi",
        _ when bytes % (1L << 10) == 0 => $"{bytes >> 10}Ki",
        _ => bytes.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>"1 broker", "3 brokers".</summary>
    public static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";

    private static void Append(StringBuilder text, Rune rune) => _ = rune.Value switch
    {
        '"' => text.Append("\\\""),
        '\\' => text.Append(@"\\"),
        '\a' => text.Append("\\a"),
        '\b' => text.Append("\\b"),
        '\f' => text.Append("\\f"),
        '\n' => text.Append("\\n"),
        '\r' => text.Append("\\r"),
        '\t' => text.Append("\\t"),
        '\v' => text.Append("\\v"),
        < 0x20 or 0x7f => text.Append("\\x").Append(rune.Value.ToString("x2", CultureInfo.InvariantCulture)),
        _ when IsPrintable(rune) => text.Append(rune.ToString()),
        <= 0xffff => text.Append("\\u").Append(rune.Value.ToString("x4", CultureInfo.InvariantCulture)),
        _ => text.Append("\\U").Append(rune.Value.ToString("x8", CultureInfo.InvariantCulture)),
    };

    /// <summary>Letters, marks, numbers, punctuation, symbols and the ASCII space: https://pkg.go.dev/unicode#IsPrint.</summary>
    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
