using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GitOpsKafka.Platform.Manifests;

/// <summary>
/// Parser events of one piece of text → trees, one for each document in it. Reports everything wrong and goes on where it can; gives up the piece on broken
/// syntax and when a limit is passed. Not thread-safe; used once.
/// </summary>
internal sealed class YamlComposer
{
    private readonly int _firstLine;
    private readonly ManifestLimits _limits;
    private readonly ManifestErrorList _errors;
    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private readonly YamlTabs _tabs;
    private readonly Stack<Mark> _brackets = [];
    private readonly Dictionary<string, ManifestNode?> _anchors = new(StringComparer.Ordinal);
    private long _nodes;
    private long _characters;
    private bool _isGivenUp;
    private bool _isSound;

    /// <param name="firstLine">The line of the file in which the text begins.</param>
    public YamlComposer(string text, int firstLine, ManifestLimits limits, ManifestErrorList errors)
    {
        (_firstLine, _limits, _errors) = (firstLine, limits, errors);
        _tabs = new YamlTabs(text);
        _scanner = new Scanner(new StringReader(text), skipComments: true);
        _parser = new Parser(_scanner);
    }

    /// <summary>The documents that have no errors of text; whole or not at all.</summary>
    public ImmutableArray<ManifestNode> Compose()
    {
        var documents = ImmutableArray.CreateBuilder<ManifestNode>();
        while (Next() is { } parsed)
        {
            if (parsed is not DocumentStart)
                continue;
            (_nodes, _characters, _isSound) = (0, 0, true);
            _anchors.Clear();
            if (Node(0) is { } root && _isSound)
                documents.Add(root);
        }

        return documents.ToImmutable();
    }

    /// <summary>The next event; null at the end or after giving up.</summary>
    private ParsingEvent? Next()
    {
        if (_isGivenUp)
            return null;
        try
        {
            return _parser.MoveNext() ? Seen(_parser.Current!) : null;
        }
        catch (YamlException error)
        {
            GiveUp(InFile(YamlSyntaxError.Of(error, _tabs)));
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or OverflowException or FormatException or IndexOutOfRangeException)
        {
            // The scanner of YamlDotNet 18 leaves some broken texts, such as an open "[", to guards of its own.
            GiveUp(InFile(YamlSyntaxError.Unplaced(_scanner.CurrentPosition, _brackets.TryPeek(out var open) ? open : null)));
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

    private ManifestNode? Node(int depth) => Next() is { } parsed ? Node(parsed, depth) : null;

    /// <summary>Null when the composer has given up.</summary>
    private ManifestNode? Node(ParsingEvent parsed, int depth)
    {
        if (parsed is NodeEvent { Tag: { IsEmpty: false } tag } && !(parsed is Scalar && (tag.IsNonSpecific || tag.Value == "tag:yaml.org,2002:str")))
            Report(parsed, YamlRules.Tag, $"the tag {tag} is not supported; remove it");
        if (parsed is not AnchorAlias && !Count(parsed, 1, parsed is Scalar scalar ? scalar.Value.Length : 0))
            return null;
        if (parsed is MappingStart or SequenceStart && !IsShallow(parsed, depth + 1))
            return null;
        return parsed switch
        {
            AnchorAlias alias => Aliased(alias, depth),
            MappingStart => Anchored(parsed, Map(parsed, depth + 1)),
            SequenceStart => Anchored(parsed, Sequence(parsed, depth + 1)),
            Scalar text => Anchored(parsed, Scalar(text)),
            _ => null,
        };
    }

    private ManifestNode.Map? Map(ParsingEvent start, int depth)
    {
        var entries = ImmutableArray.CreateBuilder<ManifestEntry>();
        var keys = new Dictionary<string, TextPosition>(StringComparer.Ordinal);
        while (Next() is { } parsed)
        {
            if (parsed is MappingEnd)
                return ManifestNode.Map.Of(Position(start.Start), entries.ToImmutable());
            var key = Key(parsed, depth, keys);
            if (Node(depth) is not { } value)
                return null;
            if (key is not null)
                entries.Add(new ManifestEntry(key, Position(parsed.Start), value));
        }

        return null;
    }

    /// <summary>The key, or null after an error.</summary>
    private string? Key(ParsingEvent parsed, int depth, Dictionary<string, TextPosition> keys)
    {
        if (parsed is not Scalar scalar)
        {
            Report(parsed, YamlRules.KeyNotString, "a key must be a string");
            _ = Node(parsed, depth);
            return null;
        }

        if (!Count(parsed, 0, scalar.Value.Length))
            return null;
        if (scalar.IsKeyOrdinary())
            return IsNew(scalar, keys) ? scalar.Value : null;
        if (scalar.Value == "<<")
            Report(parsed, YamlRules.MergeKey, "merge keys (<<) are not supported; write the fields out");
        else
            Report(parsed, YamlRules.KeyNotString, $"the key {(scalar.Value.Length == 0 ? "is empty; name the field" : $"{scalar.Value} is not a string; quote it: \"{scalar.Value}\"")}");
        return null;
    }

    private bool IsNew(Scalar key, Dictionary<string, TextPosition> keys)
    {
        if (keys.TryAdd(key.Value, Position(key.Start)))
            return true;
        Report(key, YamlRules.DuplicateKey, $"the key \"{key.Value}\" is already given in line {keys[key.Value].Line}");
        return false;
    }

    private ManifestNode.Sequence? Sequence(ParsingEvent start, int depth)
    {
        var items = ImmutableArray.CreateBuilder<ManifestNode>();
        while (Next() is { } parsed)
        {
            if (parsed is SequenceEnd)
                return ManifestNode.Sequence.Of(Position(start.Start), items.ToImmutable());
            if (Node(parsed, depth) is not { } item)
                return null;
            items.Add(item);
        }

        return null;
    }

    private ManifestNode.Scalar Scalar(Scalar scalar)
    {
        if (scalar.IsText())
            return ManifestNode.Scalar.Of(Position(scalar.Start), ScalarKind.Text, scalar.Value);
        var (kind, text, error) = YamlScalars.Resolve(scalar.Value);
        if (error is not null)
            Report(scalar, YamlRules.Number, error);
        return ManifestNode.Scalar.Of(Position(scalar.Start), kind, text);
    }

    private ManifestNode? Anchored(ParsingEvent parsed, ManifestNode? node)
    {
        if (node is not null && parsed is NodeEvent { Anchor: { IsEmpty: false } anchor })
            _anchors[anchor.Value] = node;
        return node;
    }

    private ManifestNode? Aliased(AnchorAlias alias, int depth)
    {
        // An anchor counts once its node is complete, so a node cannot hold itself.
        if (_anchors.GetValueOrDefault(alias.Value.Value) is not { } node)
        {
            Report(alias, YamlRules.Alias, $"the alias *{alias.Value.Value} has no anchor before it");
            return ManifestNode.Scalar.Of(Position(alias.Start), ScalarKind.Null, "null");
        }

        return Count(alias, node.Nodes, node.Characters) && IsShallow(alias, depth + node.Height) ? node : null;
    }

    private bool Count(ParsingEvent at, long nodes, long characters)
    {
        _nodes += nodes;
        _characters += characters;
        if (_nodes > _limits.MaxNodes)
            GiveUp((Position(at.Start), YamlRules.TooManyNodes, $"the document has more than {_limits.MaxNodes} values, aliases expanded; split it"));
        else if (_characters > _limits.MaxFileBytes)
            GiveUp((Position(at.Start), YamlRules.TooManyNodes, $"the document has more than {_limits.MaxFileBytes} characters, aliases expanded; split it"));
        return !_isGivenUp;
    }

    private bool IsShallow(ParsingEvent at, int depth)
    {
        if (depth > _limits.MaxDepth)
            GiveUp((Position(at.Start), YamlRules.TooDeep, $"more than {_limits.MaxDepth} objects and lists inside each other"));
        return !_isGivenUp;
    }

    private void Report(ParsingEvent at, string rule, string message) => Report(YamlSyntaxError.Place(at.Start), rule, message);

    private void Report(TextPosition position, string rule, string message)
    {
        _isSound = false;
        _errors.Add(InFile(position), rule, message);
    }

    private void GiveUp((TextPosition Position, string Rule, string Message) error)
    {
        (_isGivenUp, _isSound) = (true, false);
        _errors.Add(error.Position, error.Rule, error.Message);
    }

    private TextPosition Position(Mark mark) => InFile(YamlSyntaxError.Place(mark));

    private (TextPosition Position, string Rule, string Message) InFile((TextPosition Position, string Rule, string Message) error) =>
        (InFile(error.Position), error.Rule, error.Message);

    private TextPosition InFile(TextPosition position) => position with { Line = position.Line + _firstLine - 1 };
}
