using System.Collections.Immutable;
using System.Text.Json;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Planning.Diffing;

/// <summary>Says who owns fields of a live object, from its <c>metadata.managedFields</c>: the answer to "who changed this". Thread-safe.</summary>
public static class FieldOwners
{
    /// <summary>
    /// The field managers, other than our own, that own any of the fields. Distinct, sorted by manager and operation.
    /// Empty when nobody can be named, as for a field that somebody removed.
    /// </summary>
    public static ImmutableArray<FieldOwner> Of(KubeObject live, IEnumerable<FieldDelta> deltas)
    {
        var paths = deltas.Select(delta => delta.Path).ToList();
        return
        [
            .. ManagedFields.Of(live)
                .Where(entry => !ManagedFields.IsBy(entry, Marks.FieldManager) && !ManagedFields.IsBy(entry, Marks.StatusManager) && !ManagedFields.IsBy(entry, Marks.HandManager))
                .Where(entry => paths.Exists(path => OwnedPaths.Overlap(entry, live.Key.Type, path)))
                .Select(entry => new FieldOwner(Text(entry, "manager"u8), Text(entry, "operation"u8)))
                .Distinct()
                .OrderBy(owner => owner.Manager, StringComparer.Ordinal)
                .ThenBy(owner => owner.Operation, StringComparer.Ordinal),
        ];
    }

    /// <summary>Whether the field would stay when the field manager gives it up, because another one owns it too.</summary>
    internal static bool IsSharedBy(KubeObject live, string path, string fieldManager) =>
        ManagedFields.Of(live).Any(entry => !ManagedFields.IsAppliedBy(entry, fieldManager) && OwnedPaths.Overlap(entry, live.Key.Type, path));

    private static string Text(JsonElement entry, ReadOnlySpan<byte> name) =>
        Fields.Find(entry, name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : "";
}
