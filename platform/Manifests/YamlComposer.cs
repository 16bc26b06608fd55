using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GitOpsKafka.Platform.Manifests;

/// <summary>
/// One piece of text → trees, one for each document in it. Reports everything wrong and goes on where it can; gives up the piece on broken
/// syntax and when a limit is passed. Not thread-safe; used once.
/// </summary>
/// <param name="firstLine">The line of the file in which the text begins.</param>
internal sealed class YamlComposer(string text, int firstLine, ManifestLimits limits, ManifestErrorList errors)
{
    private readonly YamlEventReader _events = new(text, firstLine, errors);
    private readonly Dictionary<string, ManifestNode?> _anchors = new(StringComparer.Ordinal);
    private long _nodes;
    private long _characters;

    /// <summary>The documents that have no errors of text; whole or not at all.</summary>
    public ImmutableArray<ManifestNode> Compose()
    {
        var documents = ImmutableArray.CreateBuilder<ManifestNode>();
        while (_events.Next() is { } parsed)
        {
            if (parsed is not DocumentStart)
                continue;
            (_nodes, _characters, _events.IsSound) = (0, 0, true);
            _anchors.Clear();
            if (Node(0) is { } root && _events.IsSound)
                documents.Add(root);
        }

        return documents.ToImmutable();
    }

    private ManifestNode? Node(int depth) => _events.Next() is { } parsed ? Node(parsed, depth) : null;

    /// <summary>Null when the composer has given up.</summary>
    private ManifestNode? Node(ParsingEvent parsed, int depth)
    {
        if (parsed is NodeEvent { Tag: { IsEmpty: false } tag } && !(parsed is Scalar && (tag.IsNonSpecific || tag.Value == "tag:yaml.org,2002:str")))
            _events.Report(parsed, YamlRules.Tag, $"the tag {tag} is not supported; remove it");
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
        while (_events.Next() is { } parsed)
        {
            if (parsed is MappingEnd)
                return ManifestNode.Map.Of(_events.Position(start.Start), entries.ToImmutable());
            var key = Key(parsed, depth, keys);
            if (Node(depth) is not { } value)
                return null;
            if (key is not null)
                entries.Add(new ManifestEntry(key, _events.Position(parsed.Start), value));
        }

        return null;
    }

    /// <summary>The key, or null after an error.</summary>
    private string? Key(ParsingEvent parsed, int depth, Dictionary<string, TextPosition> keys)
    {
        if (parsed is not Scalar scalar)
        {
            _events.Report(parsed, YamlRules.KeyNotString, "a key must be a string");
            _ = Node(parsed, depth);
            return null;
        }

        if (!Count(parsed, 0, scalar.Value.Length))
            return null;
        if (scalar.IsKeyOrdinary())
            return IsNew(scalar, keys) ? scalar.Value : null;
        if (scalar.Value == "<<")
            _events.Report(parsed, YamlRules.MergeKey, "merge keys (<<) are not supported; write the fields out");
        else
            _events.Report(parsed, YamlRules.KeyNotString, $"the key {(scalar.Value.Length == 0 ? "is empty; name the field" : $"{scalar.Value} is not a string; quote it: \"{scalar.Value}\"")}");
        return null;
    }

    private bool IsNew(Scalar key, Dictionary<string, TextPosition> keys)
    {
        if (keys.TryAdd(key.Value, _events.Position(key.Start)))
            return true;
        _events.Report(key, YamlRules.DuplicateKey, $"the key \"{key.Value}\" is already given in line {keys[key.Value].Line}");
        return false;
    }

    private ManifestNode.Sequence? Sequence(ParsingEvent start, int depth)
    {
        var items = ImmutableArray.CreateBuilder<ManifestNode>();
        while (_events.Next() is { } parsed)
        {
            if (parsed is SequenceEnd)
                return ManifestNode.Sequence.Of(_events.Position(start.Start), items.ToImmutable());
            if (Node(parsed, depth) is not { } item)
                return null;
            items.Add(item);
        }

        return null;
    }

    private ManifestNode.Scalar Scalar(Scalar scalar)
    {
        if (scalar.IsText())
            return ManifestNode.Scalar.Of(_events.Position(scalar.Start), ScalarKind.Text, scalar.Value);
        var (kind, text, error) = YamlScalars.Resolve(scalar.Value);
        if (error is not null)
            _events.Report(scalar, YamlRules.Number, error);
        return ManifestNode.Scalar.Of(_events.Position(scalar.Start), kind, text);
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
            _events.Report(alias, YamlRules.Alias, $"the alias *{alias.Value.Value} has no anchor before it");
            return ManifestNode.Scalar.Of(_events.Position(alias.Start), ScalarKind.Null, "null");
        }

        return Count(alias, node.Nodes, node.Characters) && IsShallow(alias, depth + node.Height) ? node : null;
    }

    private bool Count(ParsingEvent at, long nodes, long characters)
    {
        _nodes += nodes;
        _characters += characters;
        if (_nodes > limits.MaxNodes)
            _events.GiveUp(at, YamlRules.TooManyNodes, $"the document has more than {limits.MaxNodes} values, aliases expanded; split it");
        else if (_characters > limits.MaxFileBytes)
            _events.GiveUp(at, YamlRules.TooManyNodes, $"the document has more than {limits.MaxFileBytes} characters, aliases expanded; split it");
        return !_events.HasGivenUp;
    }

    private bool IsShallow(ParsingEvent at, int depth)
    {
        if (depth > limits.MaxDepth)
            _events.GiveUp(at, YamlRules.TooDeep, $"more than {limits.MaxDepth} objects and lists inside each other");
        return !_events.HasGivenUp;
    }
}
