using YamlDotNet.Core;

namespace GitOpsKafka.Platform.Manifests;

/// <summary>Errors of the YAML parser in our words. Positions count within the parsed text.</summary>
internal static class YamlSyntaxError
{
    public static (TextPosition Position, string Rule, string Message) Of(YamlException error, string text)
    {
        var (line, column) = ((int)error.Start.Line, (int)error.Start.Column);
        // The parser blames the key or value before the tab; a tab that starts its own line is the cause whatever the parser says.
        if (TabFrom(text, line, error.Message.Contains(" tab ", StringComparison.Ordinal)) is { } tab)
            return (tab, YamlRules.Tab, "tabs cannot indent YAML; use spaces");
        var reason = error.Message.TrimEnd('.');
        return (new TextPosition(line, column), YamlRules.Syntax, $"broken YAML: {char.ToLowerInvariant(reason[0])}{reason[1..]}");
    }

    /// <summary>The first tab that indents something, in the line or (when further is set) after it.</summary>
    private static TextPosition? TabFrom(string text, int line, bool further)
    {
        var number = 0;
        foreach (var content in text.AsSpan().EnumerateLines())
        {
            number++;
            var indent = content.Length - content.TrimStart(" \t").Length;
            if (number >= line && indent < content.Length && content[..indent].IndexOf('\t') is >= 0 and var tab)
                return new TextPosition(number, tab + 1);
            if (number >= line && !further)
                break;
        }

        return null;
    }
}
