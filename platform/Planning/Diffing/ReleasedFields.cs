using System.Collections.Immutable;
using System.Text.Json;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Planning.Diffing;

/// <summary>
/// Finds what our field manager applied before and desired no longer gives: server-side apply would remove it. Immutable.
/// Source: https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management; names of owned fields (<c>f:</c> field,
/// <c>k:</c> entry by key, <c>v:</c> entry by value) as in sigs.k8s.io/structured-merge-diff/v4/fieldpath.
/// </summary>
internal readonly struct ReleasedFields(KubeObject live, ImmutableArray<string> ignoredKeys)
{
    private readonly bool _isOwnKind = live.Key.Type.Group == ResourceKinds.Group;

    public void Collect(KubeObject desired, string fieldManager, ref Differences found)
    {
        foreach (var entry in ManagedFields.Of(live))
        {
            if (ManagedFields.IsAppliedBy(entry, fieldManager))
                Walk(ManagedFields.Owned(entry), desired.Json, live.Json, Place.Root, ref found);
        }
    }

    private void Walk(JsonElement owned, JsonElement desired, JsonElement current, Place place, ref Differences found)
    {
        if (owned.ValueKind != JsonValueKind.Object)
            return;
        foreach (var child in owned.EnumerateObject())
        {
            var name = Fields.Name(child);
            if (name.StartsWith("f:"u8))
                WalkField(name[2..], child, desired, current, place, ref found);
            else if (name.StartsWith("k:"u8))
                WalkEntry(child, desired, current, place, ref found);
            else if (name.StartsWith("v:"u8))
                WalkMember(child, desired, current, ref found);
        }
    }

    private void WalkField(ReadOnlySpan<byte> name, JsonProperty owned, JsonElement desired, JsonElement current, Place place, ref Differences found)
    {
        if (place == Place.Marks && IsIgnored(name))
            return;
        var before = found.Count;
        Compare(owned.Value, Fields.Find(desired, name), Fields.Find(current, name), ManagedFields.IsLeaf(owned.Value), place.Into(name, _isOwnKind), ref found);
        if (found.Count > before)
            found.Prefix(before, PathText.Field(place, name));
    }

    private void WalkEntry(JsonProperty owned, JsonElement desired, JsonElement current, Place place, ref Differences found)
    {
        var (key, keys) = ManagedFields.Key(owned.Name);
        var before = found.Count;
        Compare(owned.Value, Fields.FindEntry(desired, key, keys), Fields.FindEntry(current, key, keys), ManagedFields.IsItself(owned.Value), place, ref found);
        if (found.Count > before)
            found.Prefix(before, PathText.Entry(key, keys));
    }

    private void Compare(JsonElement owned, JsonElement desired, JsonElement current, bool isWhole, Place place, ref Differences found)
    {
        if (current.IsEmpty())
            return;
        if (isWhole && desired.IsMissing())
            found.Add(current, default);
        else
            Walk(owned, desired, current, place, ref found);
    }

    private static void WalkMember(JsonProperty owned, JsonElement desired, JsonElement current, ref Differences found)
    {
        var value = ManagedFields.Value(owned.Name);
        if (!Fields.Contains(current, value) || Fields.Contains(desired, value))
            return;
        found.Add(value, default);
        found.Prefix(found.Count - 1, PathText.Member(value));
    }

    private bool IsIgnored(ReadOnlySpan<byte> name)
    {
        Span<char> text = stackalloc char[name.Length];
        text = text[..System.Text.Encoding.UTF8.GetChars(name, text)];
        foreach (var key in ignoredKeys)
        {
            if (text.SequenceEqual(key))
                return true;
        }

        return false;
    }
}
