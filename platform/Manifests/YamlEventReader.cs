using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GitOpsKafka.Platform.Manifests;

/// <summary>Events of the YAML parser, with errors in our words and in lines of the file. Ends for good at the first broken syntax. Not thread-safe.</summary>
internal sealed class YamlEventReader
{
    private readonly int _firstLine;
    private readonly ManifestErrorList _errors;
    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private readonly YamlTabs _tabs;
    private readonly Stack<Mark> _brackets = [];

    /// <param name="firstLine">The line of the file in which the text begins.</param>
    public YamlEventReader(string text, int firstLine, ManifestErrorList errors)
    {
        (_firstLine, _errors) = (firstLine, errors);
        _tabs = new YamlTabs(text);
        _scanner = new Scanner(new StringReader(text), skipComments: true);
        _parser = new Parser(_scanner);
    }

    /// <summary>Nothing was reported since this was last set.</summary>
    public bool IsSound { get; set; } = true;

    public bool HasGivenUp { get; private set; }

    /// <summary>The next event; null at the end or after giving up.</summary>
    public ParsingEvent? Next()
    {
        if (HasGivenUp)
            return null;
        try
        {
            return _parser.MoveNext() ? Seen(_parser.Current!) : null;
        }
        catch (YamlException error)
        {
            GiveUp(YamlSyntaxError.Of(error, _tabs));
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or OverflowException or FormatException or IndexOutOfRangeException)
        {
            // The scanner of YamlDotNet 18 leaves some broken texts, such as an open "[", to guards of its own.
            GiveUp(YamlSyntaxError.Unplaced(_scanner.CurrentPosition, _brackets.TryPeek(out var open) ? open : null));
        }

        return null;
    }

    private ParsingEvent Seen(ParsingEvent parsed)
    {
        if (parsed is NodeEvent && _brackets.Count == 0 && _tabs.Before((int)parsed.Start.Line, (int)parsed.Start.Column) is { } tab)
            Report(tab, YamlRules.Tab, YamlSyntaxError.TabMessage);
        if (parsed is MappingStart { Style: MappingStyle.Flow } or SequenceStart { Style: SequenceStyle.Flow })
            _brackets.Push(parsed.Start);
        else if (parsed is MappingEnd or SequenceEnd)
            _ = _brackets.TryPop(out _);
        return parsed;
    }

    public void Report(ParsingEvent at, string rule, string message) => Report(YamlSyntaxError.Place(at.Start), rule, message);

    public void GiveUp(ParsingEvent at, string rule, string message) => GiveUp((YamlSyntaxError.Place(at.Start), rule, message));

    /// <summary>In the file.</summary>
    public TextPosition Position(Mark mark) => InFile(YamlSyntaxError.Place(mark));

    private void GiveUp((TextPosition Position, string Rule, string Message) error)
    {
        HasGivenUp = true;
        Report(error.Position, error.Rule, error.Message);
    }

    private void Report(TextPosition position, string rule, string message)
    {
        IsSound = false;
        _errors.Add(InFile(position), rule, message);
    }

    private TextPosition InFile(TextPosition position) => position with { Line = position.Line + _firstLine - 1 };
}
