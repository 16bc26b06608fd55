using System.Buffers;
using System.Globalization;
using System.Text;

namespace GitOpsKafka.Platform.Manifests;

/// <summary>How a text is written so that every YAML reader, also of version 1.1, reads the same text back.</summary>
internal static class YamlQuoting
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 -_./:#,()[]{}+*=<>|&%@$^~!?;'\"`\\");

    private static readonly SearchValues<char> PlainStart = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz/_($^");

    /// <summary>Words that YAML 1.1 reads as booleans or null.</summary>
    private static readonly HashSet<string> Words =
        new(["y", "n", "yes", "no", "on", "off", "true", "false", "null", ".inf", ".nan"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Plain, a literal block for several clean lines, else double quotes.</summary>
    /// <param name="indent">Spaces before each line of a block.</param>
    public static string Text(string text, int indent) => IsBlock(text) ? Block(text, indent) : Line(text);

    /// <summary>On one line: plain or in double quotes.</summary>
    public static string Line(string text) => IsPlain(text) ? text : Quoted(text);

    private static bool IsPlain(string text) =>
        text.Length > 0 && (PlainStart.Contains(text[0]) || IsPath(text)) && !Words.Contains(text) && text[^1] is not (' ' or ':')
        && !text.AsSpan().ContainsAnyExcept(Plain)
        && !text.Contains(": ", StringComparison.Ordinal) && !text.Contains(" #", StringComparison.Ordinal) && !HasAliasSign(text);

    /// <summary>YamlDotNet takes an asterisk after a space for an alias, inside a text too; an ampersand would be an anchor.</summary>
    private static bool HasAliasSign(string text) => text.Contains(" *", StringComparison.Ordinal) || text.Contains(" &", StringComparison.Ordinal);

    /// <summary><c>.spec.version</c>: a dot and a letter is no number, but for <c>.inf</c> and <c>.nan</c>.</summary>
    private static bool IsPath(string text) => text.Length > 1 && text[0] == '.' && char.IsAsciiLetter(text[1]);

    /// <summary>Several lines, ended by one line feed or none, nothing that a block would bend: no space before or after, no empty first line.</summary>
    private static bool IsBlock(string text) =>
        text.AsSpan().TrimEnd('\n') is { IsEmpty: false } body && body.Contains('\n') && text.Length - body.Length <= 1
        && !char.IsWhiteSpace(body[0])
        && !text.Any(c => c is not '\n' and (< ' ' or > '~')) && !text.Contains(" \n", StringComparison.Ordinal) && body[^1] != ' ';

    private static string Block(string text, int indent)
    {
        var margin = new string(' ', indent);
        var lines = text.TrimEnd('\n').Split('\n').Select(line => line.Length == 0 ? "" : margin + line);
        return $"{(text.EndsWith('\n') ? "|" : "|-")}\n{string.Join('\n', lines)}";
    }

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append(@"\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF' => quoted.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture)),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }
}
