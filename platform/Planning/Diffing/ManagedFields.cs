using System.Collections.Immutable;
using System.Text.Json;
using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Platform.Planning.Diffing;

/// <summary>Reads <c>metadata.managedFields</c>. Thread-safe.</summary>
internal static class ManagedFields
{
    public static JsonElement.ArrayEnumerator Of(KubeObject live) =>
        Fields.Find(Fields.Find(live.Json, "metadata"u8), "managedFields"u8) is { ValueKind: JsonValueKind.Array } entries ? entries.EnumerateArray() : default;

    public static JsonElement Owned(JsonElement entry) => Fields.Find(entry, "fieldsV1"u8);

    public static bool IsAppliedBy(JsonElement entry, string fieldManager) =>
        IsBy(entry, fieldManager) && Fields.Find(entry, "subresource"u8).IsMissing() && Fields.Find(entry, "operation"u8) is { ValueKind: JsonValueKind.String } operation && operation.ValueEquals("Apply"u8);

    public static bool IsBy(JsonElement entry, string fieldManager) =>
        Fields.Find(entry, "manager"u8) is { ValueKind: JsonValueKind.String } manager && manager.ValueEquals(fieldManager);

    /// <summary>Owned as a whole: a scalar, an atomic list or an empty object.</summary>
    public static bool IsLeaf(JsonElement owned) => owned.ValueKind != JsonValueKind.Object || owned.GetPropertyCount() == (IsItself(owned) ? 1 : 0);

    /// <summary>Whether not only fields of it are owned, but that it exists.</summary>
    public static bool IsItself(JsonElement owned) => owned.ValueKind == JsonValueKind.Object && owned.TryGetProperty("."u8, out _);

    /// <summary>From <c>k:{"name":"kafka"}</c>.</summary>
    public static (JsonElement Key, ImmutableArray<MergeKey> Keys) Key(string name)
    {
        var key = JsonElement.Parse(name.AsSpan(2));
        return (key, [.. key.EnumerateObject().Select(property => new MergeKey(property.Name))]);
    }

    /// <summary>From <c>v:"kubernetes.io/pvc-protection"</c>.</summary>
    public static JsonElement Value(string name) => JsonElement.Parse(name.AsSpan(2));
}
