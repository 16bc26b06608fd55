using System.Text.Json.Nodes;

namespace GitOpsKafka.Simulation.Kubernetes.Apply;

/// <summary>Takes away what a manager applied before, does not apply now, and nobody else owns.</summary>
internal static class Pruning
{
    /// <param name="merged">Changed in place.</param>
    /// <param name="before">What the manager owned.</param>
    /// <param name="owned">What all managers own now.</param>
    public static void Prune(JsonNode merged, FieldSet before, FieldSet owned, FieldRules rules, string path = "")
    {
        switch (merged)
        {
            case JsonObject map:
                PruneObject(map, before, owned, rules, path);
                break;
            case JsonArray list when rules.KeysOf(path) is { } keys:
                PruneList(list, keys, before, owned, rules, path);
                break;
        }
    }

    private static void PruneObject(JsonObject map, FieldSet before, FieldSet owned, FieldRules rules, string path)
    {
        foreach (var (step, child) in before.Children)
        {
            var name = step[2..];
            if (owned[step] is not { } kept)
                map.Remove(name);
            else if (map[name] is { } value)
                Prune(value, child, kept, rules, $"{path}.{name}");
        }
    }

    private static void PruneList(JsonArray list, string[] keys, FieldSet before, FieldSet owned, FieldRules rules, string path)
    {
        foreach (var (step, item) in ListItems.Of(list, keys, path))
        {
            if (before[step] is not { } child)
                continue;
            if (owned[step] is not { } kept)
                list.Remove(item);
            else
                Prune(item, child, kept, rules, path);
        }
    }
}
