using System.Text.Json.Nodes;

namespace GitOpsKafka.Simulation.Kubernetes.Apply;

/// <summary>Which fields differ between two forms of an object.</summary>
/// <param name="Written">Added or with another value.</param>
internal sealed record Comparison(FieldSet Written, FieldSet Removed)
{
    public static Comparison Between(JsonNode? before, JsonNode? after, FieldRules rules)
    {
        var (written, removed) = Compare(before ?? new JsonObject(), after, rules, "");
        return new Comparison(written, removed);
    }

    private static (FieldSet Written, FieldSet Removed) Compare(JsonNode? before, JsonNode? after, FieldRules rules, string path) => (before, after) switch
    {
        (JsonObject old, JsonObject now) when !rules.IsAtomic(path) =>
            Each(old.Select(field => ("f:" + field.Key, field.Value)), now.Select(field => ("f:" + field.Key, field.Value)), rules, step => $"{path}.{step[2..]}"),
        (JsonArray old, JsonArray now) when rules.KeysOf(path) is { } keys => Each(Items(old, keys, path), Items(now, keys, path), rules, _ => path),
        _ when JsonNode.DeepEquals(before, after) => (new FieldSet(), new FieldSet()),
        _ => (Leaf(), new FieldSet()),
    };

    private static (FieldSet Written, FieldSet Removed) Each(
        IEnumerable<(string Step, JsonNode? Value)> before, IEnumerable<(string Step, JsonNode? Value)> after, FieldRules rules, Func<string, string> pathOf)
    {
        var (written, removed) = (new FieldSet(), new FieldSet());
        var old = before.ToDictionary(field => field.Step, field => field.Value, StringComparer.Ordinal);
        foreach (var (step, value) in after)
        {
            if (!old.Remove(step, out var was))
            {
                written.Put(step, Whole(step, value, rules, pathOf(step)));
                continue;
            }

            var (writtenBelow, removedBelow) = Compare(was, value, rules, pathOf(step));
            written.Put(step, writtenBelow);
            removed.Put(step, removedBelow);
        }

        foreach (var (step, value) in old)
            removed.Put(step, Whole(step, value, rules, pathOf(step)));
        return (written, removed);
    }

    private static IEnumerable<(string Step, JsonNode? Value)> Items(JsonArray list, string[] keys, string path) =>
        ListItems.Of(list, keys, path).Select(item => (item.Step, (JsonNode?)item.Item));

    private static FieldSet Whole(string step, JsonNode? value, FieldRules rules, string path)
    {
        var set = step.StartsWith("v:", StringComparison.Ordinal) ? Leaf() : FieldSets.Of(value, rules, path);
        if (step.StartsWith("k:", StringComparison.Ordinal))
            set.Mark();
        return set;
    }

    private static FieldSet Leaf()
    {
        var leaf = new FieldSet();
        leaf.Mark();
        return leaf;
    }
}
