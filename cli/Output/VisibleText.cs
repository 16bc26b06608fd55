using System.Globalization;

namespace GitOpsKafka.Cli.Output;

/// <summary>Writes characters that a terminal would obey, or that turn the direction of text, as escapes.</summary>
internal static class VisibleText
{
    public static string Of(string text) => text.All(IsVisible) ? text : string.Concat(text.Select(c => IsVisible(c) ? c.ToString() : $"\\u{(int)c:x4}"));

    // Line feeds come only from exceptions under --verbose.
    private static bool IsVisible(char c) =>
        c is '\n' || !(char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            || c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069'));
}
