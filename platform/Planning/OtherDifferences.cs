using System.Collections.Immutable;
using System.Text.Json;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning.Diffing;

namespace GitOpsKafka.Platform.Planning;

/// <summary>What differs outside the stored resource: in the objects made from it, or in Kafka. Immutable.</summary>
/// <param name="Managers">Who wrote what differs, as far as it can be known.</param>
/// <param name="Versions">Tells one occurrence from the next: the same made again by hand is another drift.</param>
internal sealed record OtherDifferences(ImmutableArray<FieldDelta> Deltas, ImmutableArray<string> Managers, ImmutableArray<string> Versions)
{
    public static OtherDifferences None { get; } = new([], [], []);

    /// <summary>An object that was never made is not a difference, but work that is not done.</summary>
    public static OtherDifferences Of(ImmutableArray<ChildDifference> children, ObservedState observed)
    {
        var changed = children.Where(child => child.Live is not null).ToList();
        return new OtherDifferences(
            [.. changed.SelectMany(child => child.NamedDeltas()), .. from child in children where child.Live is null && observed.Deleted.ContainsKey(child.Desired.Key) select observed.Deleted[child.Desired.Key].ToDelta(child.Desired.Key)],
            [.. changed.SelectMany(child => FieldOwners.Of(child.Live!, child.Deltas)).Select(owner => owner.Manager)],
            [.. changed.Select(child => Version(child.Live!))]);
    }

    public OtherDifferences With(IEnumerable<FieldDelta> deltas) => this with { Deltas = Deltas.AddRange(deltas) };

    /// <summary>Where the server counts generations, a status that is written is no new version.</summary>
    private static string Version(KubeObject live) => live.Generation > 0 ? $"{live.Uid}/{live.Generation}" : $"{live.Uid}@{live.ResourceVersion}";
}
