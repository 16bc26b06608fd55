using System.Collections.Immutable;
using System.Text.Json;
using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Platform.Manifests;

/// <summary>
/// One value of a YAML document with the place where it stands. A closed hierarchy. Aliases share the node of their anchor.
/// Immutable.
/// </summary>
public abstract class ManifestNode
{
    private ManifestNode(TextPosition position) => Position = position;

    public TextPosition Position { get; }

    /// <summary>Values in this tree, aliases counted as often as they are used.</summary>
    internal long Nodes { get; private init; } = 1;

    /// <summary>Characters of all texts and keys of this tree, counted likewise.</summary>
    internal long Characters { get; private init; }

    /// <summary>Levels of objects and lists: 0 for a scalar.</summary>
    internal int Height { get; private init; }

    public abstract void WriteTo(Utf8JsonWriter json);

    /// <summary>Place of the field; of its nearest ancestor where the field does not exist. Entries of objects stand where their key stands.</summary>
    public TextPosition PositionOf(FieldPath path)
    {
        var (node, position) = (this, Position);
        foreach (var step in path.Steps)
        {
            if (node.Step(step) is not { } next)
                break;
            (node, position) = next;
        }

        return position;
    }

    private protected virtual (ManifestNode Node, TextPosition Position)? Step(FieldStep step) => null;

    /// <summary>Null, boolean, number or text.</summary>
    /// <param name="text">For numbers, as JSON writes them.</param>
    public sealed class Scalar(TextPosition position, ScalarKind kind, string text) : ManifestNode(position)
    {
        public ScalarKind Kind { get; } = kind;

        public string Text { get; } = text;

        internal static Scalar Of(TextPosition position, ScalarKind kind, string text) => new(position, kind, text) { Characters = text.Length };

        public override void WriteTo(Utf8JsonWriter json)
        {
            if (Kind == ScalarKind.Text)
                json.WriteStringValue(Text);
            else
                json.WriteRawValue(Text, skipInputValidation: true);
        }
    }

    /// <summary>Entries in the order in which they are written; keys are unique.</summary>
    public sealed class Map(TextPosition position, ImmutableArray<ManifestEntry> entries) : ManifestNode(position)
    {
        public ImmutableArray<ManifestEntry> Entries { get; } = entries;

        internal static Map Of(TextPosition position, ImmutableArray<ManifestEntry> entries) => new(position, entries)
        {
            Nodes = 1 + entries.Sum(entry => entry.Value.Nodes),
            Characters = entries.Sum(entry => entry.Key.Length + entry.Value.Characters),
            Height = 1 + entries.Select(entry => entry.Value.Height).DefaultIfEmpty().Max(),
        };

        public ManifestEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key);

        public override void WriteTo(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            foreach (var entry in Entries)
            {
                json.WritePropertyName(entry.Key);
                entry.Value.WriteTo(json);
            }

            json.WriteEndObject();
        }

        private protected override (ManifestNode Node, TextPosition Position)? Step(FieldStep step) =>
            (step switch { FieldStep.Field field => Find(field.Name), FieldStep.Key key => Find(key.Name), _ => null }) is { } entry ? (entry.Value, entry.Position) : null;
    }

    /// <summary>Items in order.</summary>
    public sealed class Sequence(TextPosition position, ImmutableArray<ManifestNode> items) : ManifestNode(position)
    {
        public ImmutableArray<ManifestNode> Items { get; } = items;

        internal static Sequence Of(TextPosition position, ImmutableArray<ManifestNode> items) => new(position, items)
        {
            Nodes = 1 + items.Sum(item => item.Nodes),
            Characters = items.Sum(item => item.Characters),
            Height = 1 + items.Select(item => item.Height).DefaultIfEmpty().Max(),
        };

        public override void WriteTo(Utf8JsonWriter json)
        {
            json.WriteStartArray();
            foreach (var item in Items)
                item.WriteTo(json);
            json.WriteEndArray();
        }

        private protected override (ManifestNode Node, TextPosition Position)? Step(FieldStep step) =>
            step is FieldStep.Index { Position: var index } && index < Items.Length ? (Items[index], Items[index].Position) : null;
    }
}

/// <summary>One entry of an object; the position is the key's. Immutable.</summary>
public sealed record ManifestEntry(string Key, TextPosition Position, ManifestNode Value);

public enum ScalarKind
{
    Null,
    Boolean,
    Integer,
    Float,
    Text,
}
