using YamlDotNet.Core;

namespace GitOpsKafka.Platform.Manifests;

/// <summary>Errors of the YAML parser in our words. Positions count within the parsed text.</summary>
internal static class YamlSyntaxError
{
    public const string TabMessage = "tabs cannot indent YAML; use spaces";

    public static (TextPosition Position, string Rule, string Message) Of(YamlException error, YamlTabs tabs)
    {
        var line = (int)error.Start.Line;
        // The parser blames the key or value before the tab; a tab that starts its own line is the cause whatever the parser says.
        if (tabs.From(line, orLater: error.Message.Contains(" tab ", StringComparison.Ordinal)) is { } tab)
            return (tab, YamlRules.Tab, TabMessage);
        var reason = error.Message.TrimEnd('.');
        return (new TextPosition(line, (int)error.Start.Column), YamlRules.Syntax, $"broken YAML: {char.ToLowerInvariant(reason[0])}{reason[1..]}");
    }

    /// <summary>The parser gave up without saying where.</summary>
    /// <param name="reached">How far it had read.</param>
    /// <param name="open">Where the innermost open bracket or brace stands.</param>
    public static (TextPosition Position, string Rule, string Message) Unplaced(Mark reached, Mark? open) => open is { } bracket
        ? (Place(bracket), YamlRules.Syntax, "broken YAML: this bracket or brace is not closed")
        : (Place(reached), YamlRules.Syntax, "broken YAML: unexpected text here");

    public static TextPosition Place(Mark mark) => new((int)mark.Line, (int)mark.Column);
}
