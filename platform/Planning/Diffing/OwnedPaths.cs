using System.Text.Json;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Planning.Diffing;

/// <summary>Writes what an entry of <c>managedFields</c> owns as paths, the way <see cref="ObjectDiff"/> writes them. Thread-safe.</summary>
internal static class OwnedPaths
{
    /// <summary>Whether the entry owns the field, something in it, or the whole that it lies in.</summary>
    public static bool Overlap(JsonElement entry, ResourceType type, string path) =>
        Leaves(ManagedFields.Owned(entry), "", Place.Root, type.Group == ResourceKinds.Group)
            .Select(PathText.Whole)
            .Any(owned => PathText.IsWithin(owned, path) || PathText.IsWithin(path, owned));

    private static IEnumerable<string> Leaves(JsonElement owned, string path, Place place, bool isOwnKind)
    {
        foreach (var child in owned.ValueKind == JsonValueKind.Object ? owned.EnumerateObject() : default)
        {
            var (step, next) = Step(child.Name, place, isOwnKind);
            if (step is null)
                continue;
            if (ManagedFields.IsLeaf(child.Value))
                yield return path + step;
            foreach (var leaf in Leaves(child.Value, path + step, next, isOwnKind))
                yield return leaf;
        }
    }

    private static (string? Step, Place Next) Step(string name, Place place, bool isOwnKind) => name switch
    {
        ['f', ':', ..] => Field(System.Text.Encoding.UTF8.GetBytes(name[2..]), place, isOwnKind),
        ['k', ':', ..] => ManagedFields.Key(name) is var (key, keys) ? (PathText.Entry(key, keys), place) : default,
        ['v', ':', ..] => (PathText.Member(ManagedFields.Value(name)), place),
        _ => (null, place),
    };

    private static (string? Step, Place Next) Field(byte[] name, Place place, bool isOwnKind) => (PathText.Field(place, name), place.Into(name, isOwnKind));
}
