using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning.Diffing;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Planning;

/// <summary>One object made from a resource, as rendered, next to the stored one. Immutable.</summary>
internal sealed record ChildDifference(KubeObject Desired, KubeObject? Live, ImmutableArray<FieldDelta> Deltas)
{
    public static ChildDifference Of(KubeObject desired, ObservedState observed)
    {
        var live = observed.Find(desired.Key);
        return new ChildDifference(desired, live, live is null ? [] : ObjectDiff.Between(desired, live, Marks.FieldManager, Marks.Provenance));
    }

    public bool MustApply => Live is null || !Deltas.IsEmpty;

    /// <summary>Kubernetes freezes what differs: the object can only be made anew.</summary>
    public bool IsFrozen => Desired.Key.Type == ResourceType.StatefulSets && Deltas.Any(IsOfClaimTemplates);

    public static bool IsOfClaimTemplates(FieldDelta delta) => delta.Path.StartsWith("spec.volumeClaimTemplates", StringComparison.Ordinal);

    public Effect ToEffect() => IsFrozen ? new Effect.ReplaceObject(Desired, Live!.Uid, Deltas) : new Effect.ApplyObject(Desired, Live is not null, Deltas);

    /// <summary>The deltas with the object they are in: <c>StatefulSet/streaming/orders-brokers: spec.replicas</c>.</summary>
    public IEnumerable<FieldDelta> NamedDeltas() => Deltas.Select(delta => delta with { Path = $"{Desired.Key}: {delta.Path}" });
}
