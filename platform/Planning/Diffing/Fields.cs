using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Platform.Planning.Diffing;

/// <summary>Looks into JSON without allocating: a field that is null or missing is of kind Undefined. Thread-safe.</summary>
internal static class Fields
{
    public static ReadOnlySpan<byte> Name(JsonProperty field)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(field);
        return raw.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(field.Name) : raw;
    }

    public static JsonElement Find(JsonElement owner, ReadOnlySpan<byte> name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : default;

    /// <summary>The entry with the same keys; of kind Undefined when there is none.</summary>
    public static JsonElement FindEntry(JsonElement list, JsonElement like, ImmutableArray<MergeKey> keys)
    {
        if (list.ValueKind != JsonValueKind.Array)
            return default;
        foreach (var entry in list.EnumerateArray())
        {
            if (IsSameEntry(entry, like, keys))
                return entry;
        }

        return default;
    }

    public static bool Contains(JsonElement list, JsonElement value)
    {
        if (list.ValueKind != JsonValueKind.Array)
            return false;
        foreach (var entry in list.EnumerateArray())
        {
            if (JsonElement.DeepEquals(entry, value))
                return true;
        }

        return false;
    }

    public static bool IsMissing(this JsonElement value) => value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    /// <summary>Says nothing: missing, or an object or list without content.</summary>
    public static bool IsEmpty(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => true,
        JsonValueKind.Object => value.GetPropertyCount() == 0,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };

    private static bool IsSameEntry(JsonElement left, JsonElement right, ImmutableArray<MergeKey> keys)
    {
        foreach (var key in keys)
        {
            if (!key.IsSame(left, right))
                return false;
        }

        return true;
    }
}
