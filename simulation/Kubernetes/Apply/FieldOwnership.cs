using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace GitOpsKafka.Simulation.Kubernetes.Apply;

/// <summary>
/// Who owns which fields after a write.
/// Source: https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management.
/// </summary>
internal static class FieldOwnership
{
    /// <summary>The object after server-side apply, and its managers.</summary>
    /// <param name="live">Null when the object is new.</param>
    /// <exception cref="ApplyConflictException">Another manager owns a field that would change, and <paramref name="force"/> is not given.</exception>
    /// <exception cref="FormatException">A keyed list is not well formed.</exception>
    public static (JsonObject Json, ImmutableArray<ManagedEntry> Managers) Apply(
        JsonObject? live, ImmutableArray<ManagedEntry> managers, JsonObject config, ManagedEntry by, bool force, FieldRules rules)
    {
        var applied = FieldSets.Of(config, rules);
        var merged = live is null ? (JsonObject)config.DeepClone() : (JsonObject)Merging.Merge(live, config, rules)!;
        var before = managers.FirstOrDefault(entry => entry.Manager == by.Manager)?.Fields ?? new FieldSet();
        var others = managers.RemoveAll(entry => entry.Manager == by.Manager);
        var owned = others.Aggregate(applied, (all, entry) => all.Union(entry.Fields));
        Pruning.Prune(merged, before, owned, rules);
        var changes = Comparison.Between(live, merged, rules);
        if (!force)
            RefuseConflicts(others, changes);
        var mine = by with { Fields = FieldSets.WithoutSystemFields(applied) };
        return (merged, Keep(others, changes, mine));
    }

    /// <summary>The managers after an object was written whole, as by <c>kubectl edit</c>.</summary>
    public static ImmutableArray<ManagedEntry> Update(JsonObject? live, JsonObject written, ImmutableArray<ManagedEntry> managers, ManagedEntry by, FieldRules rules)
    {
        var changes = Comparison.Between(live, written, rules);
        var before = managers.FirstOrDefault(entry => entry.Manager == by.Manager)?.Fields ?? new FieldSet();
        var mine = before.Except(changes.Removed).Union(FieldSets.WithoutSystemFields(changes.Written));
        return Keep(managers.RemoveAll(entry => entry.Manager == by.Manager), changes, by with { Fields = mine });
    }

    private static ImmutableArray<ManagedEntry> Keep(ImmutableArray<ManagedEntry> others, Comparison changes, ManagedEntry mine) =>
        [.. others
            .Select(entry => entry with { Fields = entry.Fields.Except(changes.Written).Except(changes.Removed) })
            .Append(mine)
            .Where(entry => !entry.Fields.IsEmpty)
            .OrderBy(entry => entry.Time).ThenBy(entry => entry.Manager.Name, StringComparer.Ordinal).ThenBy(entry => entry.Manager.Operation, StringComparer.Ordinal)];

    private static void RefuseConflicts(ImmutableArray<ManagedEntry> others, Comparison changes)
    {
        var conflicts = others
            .SelectMany(entry => entry.Fields.Intersect(changes.Written).Paths().Select(path => (Owner: $"\"{entry.Manager.Name}\" using {entry.ApiVersion}", Path: path)))
            .OrderBy(conflict => conflict.Owner, StringComparer.Ordinal).ThenBy(conflict => conflict.Path, StringComparer.Ordinal)
            .ToArray();
        if (conflicts.Length > 0)
            throw new ApplyConflictException(Message(conflicts));
    }

    private static string Message((string Owner, string Path)[] conflicts) => conflicts is [var only]
        ? $"Apply failed with 1 conflict: conflict with {only.Owner}: {only.Path}"
        : $"Apply failed with {conflicts.Length} conflicts: "
            + string.Join('\n', conflicts.GroupBy(conflict => conflict.Owner).Select(group => $"conflicts with {group.Key}:\n- {string.Join("\n- ", group.Select(conflict => conflict.Path))}"));
}
