using System.Text.Json;
using System.Text.Json.Nodes;

namespace GitOpsKafka.Simulation.Kubernetes.Apply;

/// <summary>Names the items of lists that merge by key or as a set.</summary>
internal static class ListItems
{
    /// <returns>The step of each item, in order of the list.</returns>
    /// <exception cref="FormatException">An item has no key, or two have the same.</exception>
    public static List<(string Step, JsonNode Item)> Of(JsonArray list, string[] keys, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var items = new List<(string, JsonNode)>(list.Count);
        foreach (var item in list)
        {
            var step = Step(item, keys, path);
            if (!seen.Add(step))
                throw new FormatException($"{path}: duplicate entries for key {step[2..]}");
            items.Add((step, item!));
        }

        return items;
    }

    private static string Step(JsonNode? item, string[] keys, string path)
    {
        if (keys.Length == 0)
            return "v:" + item!.ToJsonString(JsonSerializerOptions.Default);
        var key = new JsonObject();
        foreach (var name in keys)
            key[name] = KeyValue(item, name) ?? throw new FormatException($"{path}: element has no value for key field \"{name}\"");
        return "k:" + key.ToJsonString(JsonSerializerOptions.Default);
    }

    /// <summary>The schema gives <c>protocol</c> the default TCP, and a default stands in for a key that is missing.</summary>
    private static JsonNode? KeyValue(JsonNode? item, string name) =>
        (item as JsonObject)?[name]?.DeepClone() ?? (name == "protocol" ? JsonValue.Create("TCP") : null);
}
