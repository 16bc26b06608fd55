using System.Text.Json.Nodes;

namespace GitOpsKafka.Simulation.Kubernetes.Kinds;

/// <summary>Small steps of defaulting.</summary>
internal static class Defaults
{
    /// <summary>Sets the field when it is missing or null.</summary>
    public static void Put(this JsonObject json, string name, JsonNode? value)
    {
        if (json[name] is null)
            json[name] = value;
    }

    /// <summary>The object under the name; made when missing.</summary>
    public static JsonObject Object(this JsonObject json, string name)
    {
        if (json[name] is not JsonObject child)
            json[name] = child = [];
        return child;
    }

    /// <summary>The objects in the list under the name; none when there is no list.</summary>
    public static IEnumerable<JsonObject> Each(this JsonObject json, string name) => (json[name] as JsonArray ?? []).OfType<JsonObject>();

    public static string? Text(this JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static int Number(this JsonObject json, string name, int otherwise = 0) => json[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : otherwise;
}
