using System.Text.Json;
using System.Text.Json.Nodes;

namespace GitOpsKafka.Platform.Objects;

/// <summary>
/// One Kubernetes object as JSON, live or rendered. The JSON is never changed and does not depend on a pooled document.
/// Immutable and thread-safe.
/// </summary>
public sealed class KubeObject
{
    private KubeObject(ObjectKey key, JsonElement json) => (Key, Json) = (key, json);

    public ObjectKey Key { get; }

    public JsonElement Json { get; }

    public string ResourceVersion => Metadata("resourceVersion") ?? "";

    public string Uid => Metadata("uid") ?? "";

    /// <summary>0 where the API server has not given one.</summary>
    public long Generation => Json.TryGetProperty("metadata", out var metadata) && metadata.TryGetProperty("generation", out var generation) ? generation.GetInt64() : 0;

    public bool IsTerminating => Metadata("deletionTimestamp") is not null;

    /// <summary>Takes the JSON over; it must stand on its own (see <see cref="JsonElement.Clone"/>).</summary>
    /// <exception cref="FormatException">There is no <c>metadata.name</c>.</exception>
    public static KubeObject Of(ResourceType type, JsonElement json)
    {
        var metadata = json.ValueKind == JsonValueKind.Object && json.TryGetProperty("metadata", out var found) ? found : default;
        var name = Text(metadata, "name") ?? throw new FormatException($"a {type.Kind} without metadata.name");
        return new KubeObject(new ObjectKey(type, Text(metadata, "namespace") ?? "", name), json);
    }

    public static KubeObject Of(ResourceType type, JsonNode json) => Of(type, JsonSerializer.SerializeToElement(json));

    public string? Label(string name) => Lookup("labels", name);

    public string? Annotation(string name) => Lookup("annotations", name);

    /// <summary>The value at the path of property names, or null when any of them is missing.</summary>
    public JsonElement? At(params ReadOnlySpan<string> path)
    {
        var value = Json;
        foreach (var name in path)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
                return null;
        }

        return value;
    }

    /// <summary>Whether one of its owners has that uid.</summary>
    public bool IsOwnedBy(string uid) =>
        At("metadata", "ownerReferences") is { } owners && owners.EnumerateArray().Any(owner => owner.GetProperty("uid").ValueEquals(uid));

    /// <summary>Names of <c>metadata.finalizers</c> but for the one given, in their order.</summary>
    public JsonArray FinalizersWithout(string finalizer) =>
        [.. Finalizers.Where(name => !name.ValueEquals(finalizer)).Select(name => (JsonNode)name.GetString()!)];

    public bool HasFinalizer(string finalizer) => Finalizers.Any(name => name.ValueEquals(finalizer));

    /// <summary>A condition in <c>status.conditions</c> is True.</summary>
    public bool IsConditionTrue(string type) => At("status", "conditions") is { ValueKind: JsonValueKind.Array } conditions
        && conditions.EnumerateArray().Any(condition => condition.GetProperty("type").ValueEquals(type) && condition.GetProperty("status").ValueEquals("True"));

    /// <summary>A copy that may be changed.</summary>
    public JsonObject ToNode() => JsonObject.Create(Json)!.DeepClone().AsObject();

    public override string ToString() => Key.ToString();

    private IEnumerable<JsonElement> Finalizers => At("metadata", "finalizers") is { ValueKind: JsonValueKind.Array } names ? names.EnumerateArray() : [];

    private string? Metadata(string name) => Json.TryGetProperty("metadata", out var metadata) ? Text(metadata, name) : null;

    private string? Lookup(string map, string name) =>
        Json.TryGetProperty("metadata", out var metadata) && metadata.TryGetProperty(map, out var entries) ? Text(entries, name) : null;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
