using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Objects;

/// <summary>
/// The lists whose entries Kubernetes tells apart by keys instead of by position (<c>x-kubernetes-list-type: map</c>).
/// Every other list is atomic: replaced as a whole. Thread-safe.
/// Source: https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy, and the listType markers of k8s.io/api.
/// </summary>
public static class MergeKeys
{
    private static readonly ImmutableArray<KeyedList> Every = [new("ownerReferences", "uid"), new("conditions", "type")];

    private static readonly ImmutableArray<KeyedList> Own = [.. Every, new("volumes", "id")];

    private static readonly ImmutableArray<KeyedList> Service = [.. Every, new("ports", "port", "protocol")];

    private static readonly ImmutableArray<KeyedList> Core =
    [
        .. Every,
        new("containers", "name"),
        new("initContainers", "name"),
        new("volumes", "name"),
        new("env", "name"),
        new("ports", "containerPort", "protocol"),
        new("volumeMounts", "mountPath"),
        new("volumeDevices", "devicePath"),
        new("imagePullSecrets", "name"),
        new("topologySpreadConstraints", "topologyKey", "whenUnsatisfiable"),
        new("hostAliases", "ip"),
    ];

    /// <summary>The keys of the list in the field of that name; empty when the list is atomic.</summary>
    public static ImmutableArray<MergeKey> Of(ResourceType type, string field) => Of(type, Encoding.UTF8.GetBytes(field));

    internal static ImmutableArray<MergeKey> Of(ResourceType type, ReadOnlySpan<byte> field)
    {
        foreach (var list in TableOf(type))
        {
            if (field.SequenceEqual(list.Utf8Field))
                return list.Keys;
        }

        return [];
    }

    private static ImmutableArray<KeyedList> TableOf(ResourceType type) =>
        type.Group == ResourceKinds.Group ? Own : type == ResourceType.Services ? Service : type == ResourceType.NetworkPolicies ? Every : Core;

    private sealed class KeyedList(string field, params string[] keys)
    {
        public byte[] Utf8Field { get; } = Encoding.UTF8.GetBytes(field);

        public ImmutableArray<MergeKey> Keys { get; } = [.. keys.Select(key => new MergeKey(key))];
    }
}

/// <summary>One key of the entries of a list. Immutable.</summary>
/// <param name="Name">The property that is the key: <c>name</c>.</param>
/// <param name="Parent">The property of the entry that holds it; null when it stands in the entry itself.</param>
public sealed record MergeKey(string Name, string? Parent = null)
{
    /// <summary>What the API server assumes where an entry does not have the key; null for none.</summary>
    public string? Default { get; } = Name == "protocol" ? "TCP" : null;

    /// <summary>The entry's value of the key; of kind Undefined when it has none.</summary>
    public JsonElement In(JsonElement entry)
    {
        var owner = Parent is null ? entry : Property(entry, Parent);
        return Property(owner, Name);
    }

    /// <summary>Whether two entries have the same value of this key.</summary>
    public bool IsSame(JsonElement left, JsonElement right) => (In(left), In(right)) switch
    {
        ({ ValueKind: JsonValueKind.Undefined }, { ValueKind: JsonValueKind.Undefined }) => Default is not null,
        ({ ValueKind: JsonValueKind.Undefined }, var value) => IsDefault(value),
        (var value, { ValueKind: JsonValueKind.Undefined }) => IsDefault(value),
        var (one, other) => JsonElement.DeepEquals(one, other),
    };

    private bool IsDefault(JsonElement value) => Default is not null && value.ValueKind == JsonValueKind.String && value.ValueEquals(Default);

    private static JsonElement Property(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : default;
}
