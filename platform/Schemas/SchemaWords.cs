using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace GitOpsKafka.Platform.Schemas;

/// <summary>The words of structure errors: what is expected and what was found.</summary>
internal static class SchemaWords
{
    /// <summary>Texts that are found are shown up to here; they may be secrets pasted in the wrong place, or megabytes.</summary>
    private const int ShownLength = 64;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What fits the node: <c>an integer from 1 to 10000</c>.</summary>
    public static string Expected(SchemaNode node) => node switch
    {
        SchemaNode.Object or SchemaNode.Map or SchemaNode.Free => "an object",
        SchemaNode.List => "a list",
        SchemaNode.Text { Allowed.IsEmpty: false } text => OneOf(text.Allowed),
        SchemaNode.Text => "a string",
        SchemaNode.Integer integer => $"an integer{integer.Range}",
        SchemaNode.Number number => $"a number{number.Range}",
        SchemaNode.Flag => "true or false",
        SchemaNode.Amount => "a quantity such as 500m or 100Gi",
        SchemaNode.Setting => "a string, number or boolean",
        SchemaNode.Time => "a time such as 2026-01-31T12:00:00Z",
        SchemaNode.Any => "a value",
        _ => throw new UnreachableException(),
    };

    /// <summary>As the API server prints values: strings quoted, numbers bare.</summary>
    public static string Found(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => Quoted(value.GetString()!),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null => "null",
        _ => Short(value.GetRawText()),
    };

    public static string Quoted(string text) => JsonSerializer.Serialize(Short(text), Readable);

    /// <summary><c>one of Retain, Delete</c>, or the only value there is.</summary>
    public static string OneOf(ImmutableArray<string> values) => values.Length == 1 ? values[0] : $"one of {string.Join(", ", values)}";

    private static string Short(string text) => text.Length <= ShownLength ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[ShownLength - 1]) ? ShownLength - 1 : ShownLength), "…");
}
