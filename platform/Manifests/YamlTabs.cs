namespace GitOpsKafka.Platform.Manifests;

/// <summary>
/// Tabs that indent something. YAML forbids them in block style, the parser lets some pass and other readers do not.
/// Source: https://yaml.org/spec/1.2.2/#61-indentation-spaces. Not thread-safe.
/// </summary>
internal sealed class YamlTabs
{
    /// <summary>Line → columns of the first tab of the indentation and of what is indented.</summary>
    private readonly Dictionary<int, (int Tab, int Content)> _lines = [];

    public YamlTabs(string text)
    {
        if (!text.Contains('\t'))
            return;
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var indent = line.Length - line.TrimStart(" \t").Length;
            if (indent < line.Length && line[..indent].IndexOf('\t') is >= 0 and var tab)
                _lines.Add(number, (tab + 1, indent + 1));
        }
    }

    /// <summary>The tab that indents what stands there, told once; null when there is none.</summary>
    public TextPosition? Before(int line, int column) =>
        _lines.TryGetValue(line, out var found) && found.Content == column && _lines.Remove(line) ? new TextPosition(line, found.Tab) : null;

    /// <summary>The first tab that indents in this line or, when wanted, in a later one.</summary>
    public TextPosition? From(int line, bool orLater)
    {
        var first = _lines.Keys.Where(number => number == line || (orLater && number > line)).DefaultIfEmpty().Min();
        return first == 0 ? null : new TextPosition(first, _lines[first].Tab);
    }
}
