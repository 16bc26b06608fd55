using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Planning.Diffing;

/// <summary>
/// What server-side apply of the desired object would change in the live one, found without asking the API server. Thread-safe.
/// Follows Kubernetes' own rules: quantities are equal by amount; entries of keyed lists (<see cref="MergeKeys"/>) are found by key, other
/// lists are replaced as a whole; an empty object or list is as good as none; a desired null says nothing; defaults that the
/// server filled in and fields of others are left alone; a field that we applied and no longer give is removed, unless another manager
/// owns it as well. Nothing is allocated while nothing differs, except for entries of keyed lists that we own.
/// </summary>
public static class ObjectDiff
{
    /// <summary>Annotations that say what was applied last: they change with every commit and are no wish of the author.</summary>
    public static ImmutableArray<string> Bookkeeping { get; } = [Marks.DesiredHash, Marks.Commit, Marks.Sequence, Marks.Change];

    /// <summary>Sorted by path (ordinal). Empty when nothing would change.</summary>
    /// <param name="live">Null when there is no such object: then every desired leaf is a difference.</param>
    /// <param name="fieldManager">In whose name the desired object is applied.</param>
    /// <param name="ignoredKeys">Labels and annotations of the object itself that are not compared; <see cref="Bookkeeping"/> as a rule.</param>
    public static ImmutableArray<FieldDelta> Between(KubeObject desired, KubeObject? live, string fieldManager, ImmutableArray<string> ignoredKeys)
    {
        var found = default(Differences);
        new DesiredFields(desired.Key.Type, ignoredKeys).CompareObject(desired.Json, live?.Json ?? default, Place.Root, ref found);
        if (live is not null)
            AddReleased(desired, live, fieldManager, ignoredKeys, ref found);
        return found.ByPath();
    }

    /// <inheritdoc cref="Between(KubeObject, KubeObject?, string, ImmutableArray{string})"/>
    public static ImmutableArray<FieldDelta> Between(KubeObject desired, KubeObject? live, string fieldManager) => Between(desired, live, fieldManager, []);

    private static void AddReleased(KubeObject desired, KubeObject live, string fieldManager, ImmutableArray<string> ignoredKeys, ref Differences found)
    {
        var before = found.Count;
        new ReleasedFields(live, ignoredKeys).Collect(desired, fieldManager, ref found);
        if (found.Count > before)
            DropShared(live, fieldManager, before, ref found);
    }

    // On its own: a closure in the method above would be allocated on every call.
    private static void DropShared(KubeObject live, string fieldManager, int from, ref Differences found) =>
        found.Drop(from, path => FieldOwners.IsSharedBy(live, path, fieldManager));
}
