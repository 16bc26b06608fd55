using System.Text.Json.Nodes;

namespace GitOpsKafka.Simulation.Kubernetes.Apply;

/// <summary>Lays an applied configuration over a live object: maps and keyed lists field by field, all else as it is given.</summary>
internal static class Merging
{
    /// <returns>A new value; neither argument is changed.</returns>
    public static JsonNode? Merge(JsonNode? live, JsonNode? config, FieldRules rules, string path = "") => (live, config) switch
    {
        (JsonObject under, JsonObject over) when !rules.IsAtomic(path) => Objects(under, over, rules, path),
        (JsonArray under, JsonArray over) when rules.KeysOf(path) is { } keys => Lists(under, over, keys, rules, path),
        _ => config?.DeepClone(),
    };

    private static JsonObject Objects(JsonObject live, JsonObject config, FieldRules rules, string path)
    {
        var merged = new JsonObject();
        foreach (var (name, value) in live)
            merged[name] = config.TryGetPropertyValue(name, out var over) ? Merge(value, over, rules, $"{path}.{name}") : value?.DeepClone();
        foreach (var (name, value) in config.Where(field => !live.ContainsKey(field.Key)))
            merged[name] = value?.DeepClone();
        return merged;
    }

    /// <summary>Items come in the order of the configuration; those that only the live object has stay before the item they stood before.</summary>
    private static JsonArray Lists(JsonArray live, JsonArray config, string[] keys, FieldRules rules, string path)
    {
        var under = ListItems.Of(live, keys, path);
        var over = ListItems.Of(config, keys, path);
        var wanted = over.Select(item => item.Step).ToHashSet(StringComparer.Ordinal);
        var merged = new JsonArray();
        var next = 0;
        foreach (var (step, item) in over)
        {
            for (; next < under.Count && !wanted.Contains(under[next].Step); next++)
                merged.Add(under[next].Item.DeepClone());
            if (next < under.Count && under[next].Step == step)
                next++;
            var same = under.Find(candidate => candidate.Step == step).Item;
            merged.Add(same is null ? item.DeepClone() : Merge(same, item, rules, path));
        }

        foreach (var (_, item) in under.Skip(next).Where(item => !wanted.Contains(item.Step)))
            merged.Add(item.DeepClone());
        return merged;
    }
}
