using System.Text.Json.Nodes;

namespace GitOpsKafka.Simulation.Kubernetes.Apply;

/// <summary>Reads the set of fields out of a configuration: leaves, values that are one piece, keyed items, and empty maps.</summary>
internal static class FieldSets
{
    private static readonly string[] SystemMetadata =
        ["f:name", "f:namespace", "f:creationTimestamp", "f:selfLink", "f:uid", "f:generation", "f:managedFields", "f:resourceVersion", "f:generateName", "f:deletionTimestamp"];

    /// <exception cref="FormatException">A keyed list has items without key or with the same key.</exception>
    public static FieldSet Of(JsonNode? value, FieldRules rules, string path = "")
    {
        var set = new FieldSet();
        switch (value)
        {
            case JsonObject { Count: > 0 } map when !rules.IsAtomic(path):
                foreach (var (name, child) in map)
                    set.Put("f:" + name, Of(child, rules, $"{path}.{name}"));
                break;
            case JsonArray { Count: > 0 } list when rules.KeysOf(path) is { } keys:
                foreach (var (step, item) in ListItems.Of(list, keys, path))
                    set.Put(step, OfItem(item, rules, path));
                break;
            default:
                set.Mark();
                break;
        }

        return set;
    }

    /// <summary>What nobody owns: the identity of the object and what the server itself writes.</summary>
    public static FieldSet WithoutSystemFields(FieldSet set)
    {
        var rest = new FieldSet();
        foreach (var (step, child) in set.Children.Where(child => child.Key is not ("f:apiVersion" or "f:kind")))
            rest.Put(step, step == "f:metadata" ? WithoutSystemMetadata(child) : child);
        return rest;
    }

    private static FieldSet OfItem(JsonNode item, FieldRules rules, string path)
    {
        var set = item is JsonObject ? Of(item, rules, path) : new FieldSet();
        set.Mark();
        return set;
    }

    private static FieldSet WithoutSystemMetadata(FieldSet metadata)
    {
        var rest = new FieldSet();
        foreach (var (step, child) in metadata.Children.Where(child => !SystemMetadata.Contains(child.Key)))
            rest.Put(step, child);
        return rest;
    }
}
