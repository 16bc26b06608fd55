using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Platform.Planning.Diffing;

/// <summary>Writes the steps of paths: <c>.replicas</c>, <c>[log.dirs]</c> for the key of a map, <c>[name=kafka]</c> for an entry of a list. Thread-safe.</summary>
internal static class PathText
{
    public static string Field(Place place, ReadOnlySpan<byte> name)
    {
        var text = Encoding.UTF8.GetString(name);
        return place.IsMap() || !text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? $"[{text}]" : "." + text;
    }

    public static string Entry(JsonElement entry, ImmutableArray<MergeKey> keys) =>
        $"[{string.Join(',', keys.Select(key => $"{key.Name}={(key.In(entry) is { ValueKind: not JsonValueKind.Undefined } value ? value.ToString() : key.Default)}"))}]";

    /// <summary>Entry of a set, named by its value.</summary>
    public static string Member(JsonElement value) => $"[{value}]";

    public static string Whole(string steps) => steps.TrimStart('.');

    /// <summary>Whether the one is the other, or lies in it.</summary>
    public static bool IsWithin(string path, string outer) =>
        path.StartsWith(outer, StringComparison.Ordinal) && (path.Length == outer.Length || path[outer.Length] is '.' or '[');
}
