using System.Collections.Immutable;
using System.Text.Json;

namespace GitOpsKafka.Platform.Planning.Diffing;

/// <summary>
/// Differences on their way up: each is added with an empty path, and every level that the walk leaves puts its own step in front.
/// So paths cost nothing while nothing differs. A mutable value: pass it by reference. Not thread-safe.
/// </summary>
internal struct Differences
{
    private List<FieldDelta>? _found;

    public readonly int Count => _found?.Count ?? 0;

    public void Add(JsonElement before, JsonElement after) => (_found ??= []).Add(new FieldDelta("", Present(before), Present(after)));

    /// <summary>Puts the step in front of all differences from that one on.</summary>
    public readonly void Prefix(int from, string step)
    {
        for (var i = from; i < Count; i++)
            _found![i] = _found[i] with { Path = step + _found[i].Path };
    }

    /// <summary>Drops those from that one on whose path, as the reader will see it, is not wanted.</summary>
    public readonly void Drop(int from, Func<string, bool> isUnwanted)
    {
        for (var i = Count - 1; i >= from; i--)
        {
            if (isUnwanted(PathText.Whole(_found![i].Path)))
                _found.RemoveAt(i);
        }
    }

    public readonly ImmutableArray<FieldDelta> ByPath() =>
        _found is null ? [] : [.. _found.Select(delta => delta with { Path = PathText.Whole(delta.Path) }).OrderBy(delta => delta.Path, StringComparer.Ordinal)];

    private static JsonElement? Present(JsonElement value) => value.IsMissing() ? null : value;
}
