using System.Collections.Frozen;
using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Schemas;

/// <summary>What a value of a resource may look like. A closed hierarchy, built from the C# types by <see cref="SchemaReflection"/>. Immutable.</summary>
public abstract class SchemaNode
{
    private SchemaNode()
    {
    }

    /// <summary>Named fields; no others are allowed.</summary>
    /// <param name="properties">In the order in which they are declared.</param>
    public sealed class Object(ImmutableArray<SchemaProperty> properties) : SchemaNode
    {
        private readonly FrozenDictionary<string, SchemaProperty> _byName = properties.ToFrozenDictionary(property => property.Name, StringComparer.Ordinal);

        public ImmutableArray<SchemaProperty> Properties { get; } = properties;

        public SchemaProperty? Find(string name) => _byName.GetValueOrDefault(name);
    }

    /// <summary>Free keys, values of one shape.</summary>
    public sealed class Map(SchemaNode values, Bounds count) : SchemaNode
    {
        public SchemaNode Values { get; } = values;

        public Bounds Count { get; } = count;
    }

    /// <summary>A list of items of one shape.</summary>
    /// <param name="key">The field that names an item and is unique in the list; null where order is all there is.</param>
    public sealed class List(SchemaNode items, string? key, Bounds count) : SchemaNode
    {
        public SchemaNode Items { get; } = items;

        public string? Key { get; } = key;

        public Bounds Count { get; } = count;
    }

    /// <summary>A string.</summary>
    /// <param name="allowed">The values that are allowed; empty for any.</param>
    public sealed class Text(ImmutableArray<string> allowed, TextPattern? pattern, Bounds length) : SchemaNode
    {
        public ImmutableArray<string> Allowed { get; } = allowed;

        public TextPattern? Pattern { get; } = pattern;

        /// <summary>In Unicode code points, as the API server counts.</summary>
        public Bounds Length { get; } = length;
    }

    /// <summary>An integer.</summary>
    /// <param name="bits">32 or 64: what the type holds.</param>
    public sealed class Integer(int bits, Bounds range) : SchemaNode
    {
        public int Bits { get; } = bits;

        public Bounds Range { get; } = range;
    }

    /// <summary>A number that may have a fraction.</summary>
    public sealed class Number(Bounds range) : SchemaNode
    {
        public Bounds Range { get; } = range;
    }

    /// <summary>True or false.</summary>
    public sealed class Flag : SchemaNode;

    /// <summary>A Kubernetes quantity, written as string or integer.</summary>
    public sealed class Amount(int maxLength) : SchemaNode
    {
        public int MaxLength { get; } = maxLength;
    }

    /// <summary>A Kafka setting: string, number or boolean.</summary>
    public sealed class Setting : SchemaNode;

    /// <summary>An object with any fields; Kubernetes judges them where it is used.</summary>
    public sealed class Free : SchemaNode;

    /// <summary>A point in time, RFC 3339.</summary>
    public sealed class Time : SchemaNode;

    /// <summary>Anything; judged elsewhere.</summary>
    public sealed class Any : SchemaNode;

    /// <summary>Known but not for authors, such as <c>status</c>.</summary>
    /// <param name="reason">Why, and what to do.</param>
    public sealed class Refused(string reason) : SchemaNode
    {
        public string Reason { get; } = reason;
    }
}
