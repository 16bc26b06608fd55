using System.Collections.Immutable;
using System.Text.Json;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Planning.Diffing;

/// <summary>Compares what is desired, leaf by leaf, with what is live. What only the live object has is not looked at. Immutable.</summary>
internal readonly struct DesiredFields(ResourceType type, ImmutableArray<string> ignoredKeys)
{
    // Atomic for the API server, but live claims carry defaults (volumeMode, status): told apart by name they compare like any entry.
    private static readonly ImmutableArray<MergeKey> ClaimKeys = [new MergeKey("name", "metadata")];

    private readonly bool _isOwnKind = type.Group == ResourceKinds.Group;

    public void CompareObject(JsonElement desired, JsonElement live, Place place, ref Differences found)
    {
        foreach (var field in desired.EnumerateObject())
        {
            var name = Fields.Name(field);
            if (place.IsIdentity(name) || (place == Place.Marks && ignoredKeys.IsIgnored(field)))
                continue;
            var before = found.Count;
            CompareField(name, field.Value, Fields.Find(live, name), place, ref found);
            if (found.Count > before)
                found.Prefix(before, PathText.Field(place, name));
        }
    }

    private void CompareField(ReadOnlySpan<byte> name, JsonElement desired, JsonElement live, Place place, ref Differences found)
    {
        if (ExactFields.Contain(type, name))
            CompareExactly(desired, live, ref found);
        else if (desired.ValueKind == JsonValueKind.Array)
            CompareList(name, desired, live, place.Into(name, _isOwnKind), ref found);
        else
            CompareValue(desired, live, place.Into(name, _isOwnKind), ref found);
    }

    private static void CompareExactly(JsonElement desired, JsonElement live, ref Differences found)
    {
        if (live.IsMissing() || !JsonElement.DeepEquals(desired, live))
            found.Add(live, desired);
    }

    private void CompareValue(JsonElement desired, JsonElement live, Place place, ref Differences found)
    {
        if (desired.ValueKind == JsonValueKind.Null)
            return;
        if (desired.ValueKind == JsonValueKind.Object && (live.ValueKind == JsonValueKind.Object || live.IsMissing()))
            CompareObject(desired, live, place, ref found);
        else if (desired.ValueKind == JsonValueKind.Array)
            CompareAtomic(desired, live, place, ref found);
        else if (live.IsMissing() || !JsonElement.DeepEquals(desired, live))
            CompareMeaning(desired, live, place, ref found);
    }

    private static void CompareMeaning(JsonElement desired, JsonElement live, Place place, ref Differences found)
    {
        if (!Leaves.MeanTheSame(desired, live, place))
            found.Add(live, desired);
    }

    private void CompareList(ReadOnlySpan<byte> name, JsonElement desired, JsonElement live, Place place, ref Differences found)
    {
        if (name.SequenceEqual("volumeClaimTemplates"u8))
        {
            CompareEntries(desired, live, ClaimKeys, place, ref found);
            AddSurplus(desired, live, ref found);
        }
        else if (MergeKeys.Of(type, name) is { IsEmpty: false } keys)
        {
            CompareEntries(desired, live, keys, place, ref found);
        }
        else if (name.SequenceEqual("finalizers"u8))
        {
            CompareSet(desired, live, ref found);
        }
        else
        {
            CompareAtomic(desired, live, place, ref found);
        }
    }

    private void CompareEntries(JsonElement desired, JsonElement live, ImmutableArray<MergeKey> keys, Place place, ref Differences found)
    {
        foreach (var entry in desired.EnumerateArray())
        {
            var before = found.Count;
            var counterpart = Fields.FindEntry(live, entry, keys);
            if (counterpart.IsMissing())
                found.Add(default, entry);
            else
                CompareValue(entry, counterpart, place, ref found);
            if (found.Count > before)
                found.Prefix(before, PathText.Entry(entry, keys));
        }
    }

    private static void AddSurplus(JsonElement desired, JsonElement live, ref Differences found)
    {
        if (live.ValueKind != JsonValueKind.Array)
            return;
        foreach (var entry in live.EnumerateArray())
        {
            if (!Fields.FindEntry(desired, entry, ClaimKeys).IsMissing())
                continue;
            found.Add(entry, default);
            found.Prefix(found.Count - 1, PathText.Entry(entry, ClaimKeys));
        }
    }

    private static void CompareSet(JsonElement desired, JsonElement live, ref Differences found)
    {
        foreach (var entry in desired.EnumerateArray())
        {
            if (Fields.Contains(live, entry))
                continue;
            found.Add(default, entry);
            found.Prefix(found.Count - 1, PathText.Member(entry));
        }
    }

    /// <summary>
    /// Entries stand by position. Fields that only live entries have are passed over here too: the API server fills in defaults
    /// inside atomic lists as well, and would otherwise seem to drift for ever.
    /// </summary>
    private void CompareAtomic(JsonElement desired, JsonElement live, Place place, ref Differences found)
    {
        if (desired.GetArrayLength() == 0 && live.IsEmpty())
            return;
        if (!AreAllSame(desired, live, place))
            found.Add(live, desired);
    }

    private bool AreAllSame(JsonElement desired, JsonElement live, Place place)
    {
        if (live.ValueKind != JsonValueKind.Array || desired.GetArrayLength() != live.GetArrayLength())
            return false;
        var within = default(Differences);
        var counterparts = live.EnumerateArray();
        foreach (var entry in desired.EnumerateArray())
        {
            counterparts.MoveNext();
            CompareValue(entry, counterparts.Current, place, ref within);
        }

        return within.Count == 0;
    }
}
