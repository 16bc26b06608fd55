using System.Collections.Immutable;
using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning.Diffing;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Planning;

/// <summary>One resource as desired next to the stored one. Immutable.</summary>
/// <param name="Live">Null when there is none.</param>
/// <param name="Deltas">Fields that differ; empty when there is no stored one.</param>
internal sealed record ResourceDifference(DesiredResource Desired, Commit Commit, KubeObject? Live, ImmutableArray<FieldDelta> Deltas)
{
    public static ResourceDifference Of(DesiredResource desired, Commit commit, ObservedState observed)
    {
        var live = observed.Find(desired.Manifest.Key);
        var deltas = live is null ? [] : desired.IsHandApplied ? HandApplied.Deltas(live) : ObjectDiff.Between(desired.Applied, live, Marks.FieldManager, Marks.Provenance);
        return new ResourceDifference(desired, commit, live, deltas) { Gone = live is null ? observed.Deleted.GetValueOrDefault(desired.Manifest.Key) : null };
    }

    /// <summary>The change that planning carries on with, or null for a new one.</summary>
    public string? ChangeId { get; init; }

    /// <summary>The deletion of the stored resource, which is not back; null when there was none, or none is known.</summary>
    public Deletion? Gone { get; init; }

    /// <summary>The stored resource came from the very manifest that is desired: what differs now was done by others.</summary>
    public bool IsAppliedBefore => (Live is null ? Gone?.DesiredHash : Live.Annotation(Marks.DesiredHash)) == Desired.Hash;

    public bool MustApply => Live is null || !IsAppliedBefore || (Desired.IsHandApplied
        ? TeardownFinalizer.IsOn(Desired.Applied) && !TeardownFinalizer.IsOn(Live)
        : !Deltas.IsEmpty || Live.Label(Marks.Source) != Commit.Source.Name);

    /// <summary>What was wanted before this change; null for a new resource, and while what is desired stays the same.</summary>
    public KubeObject? Before => IsAppliedBefore || Live is null ? null : Desired.IsHandApplied ? HandApplied.Before(Live) : Live;

    /// <summary>The status does not tell how the stored resource is, or says that somebody is at it.</summary>
    public bool IsUnsettled => Live is not null && Progress.IsReconciling(Live);

    /// <summary>Since when the status says that the cluster of this topic does not exist; null when it does not say so.</summary>
    public string? ClusterMissingSince => Live is null ? null : Progress.ClusterMissingSince(Live);

    /// <summary>The manifest is stored as desired and a worker is at it: what is made from it may differ without that being drift.</summary>
    public bool IsUnderWay => !MustApply && !Live!.IsTerminating && Progress.IsReconciling(Live);

    public Change ToChange(IEnumerable<Effect> effects, OtherDifferences others, BlockReason? blocked)
    {
        var deltas = Live is null && IsAppliedBefore ? [Gone!.ToDelta(Desired.Manifest.Key)] : Deltas.AddRange(others.Deltas);
        var isDrift = IsAppliedBefore && !deltas.IsEmpty;
        var managers = Live is null ? others.Managers : [.. FieldOwners.Of(Live, Deltas).Select(owner => owner.Manager).Concat(others.Managers).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var id = ChangeId ?? NewId(deltas, others.Versions);
        return new Change(
            id,
            Desired.Key,
            isDrift ? ChangeOperation.Restore : IsNew ? ChangeOperation.Create : ChangeOperation.Update,
            isDrift ? new Cause.FromDrift(Commit, managers) : Desired.IsHandApplied ? new Cause.FromKubectl(Commit, Authors()) : new Cause.FromCommit(Commit),
            Desired,
            Desired.Manifest.Json,
            deltas,
            [.. MustApply ? [Apply(id)] : Enumerable.Empty<Effect>(), .. effects],
            blocked);
    }

    private bool IsNew => Live is null || (Desired.IsHandApplied && Live.Annotation(Marks.DesiredHash) is null);

    private ImmutableArray<string> Authors() =>
        [.. FieldOwners.Of(Live!, [new FieldDelta("spec", null, null)]).Select(owner => owner.Manager).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private Effect.ApplyObject Apply(string changeId) =>
        Desired.IsHandApplied ? HandApplied.Mark(Desired, Live!, changeId, Deltas) : new Effect.ApplyObject(Marked(changeId), Live is not null, Deltas);

    /// <summary>What is applied: the manifest, and where it came from.</summary>
    private KubeObject Marked(string changeId)
    {
        var json = Desired.Applied.ToNode();
        var metadata = json["metadata"]!.AsObject();
        Entries(metadata, "labels")[Marks.Source] = Commit.Source.Name;
        var annotations = Entries(metadata, "annotations");
        annotations[Marks.DesiredHash] = Desired.Hash;
        annotations[Marks.Commit] = Commit.Sha;
        annotations[Marks.Sequence] = Commit.Sequence.ToString();
        annotations[Marks.Change] = changeId;
        return KubeObject.Of(Desired.Applied.Key.Type, json);
    }

    private static JsonObject Entries(JsonObject metadata, string map)
    {
        if (metadata[map] is not JsonObject entries)
            metadata[map] = entries = [];
        return entries;
    }

    /// <summary>The observed part is the stored generation and what differs: the same until somebody writes. One deleted again is another situation than the one before.</summary>
    private string NewId(ImmutableArray<FieldDelta> deltas, ImmutableArray<string> versions) => Planner.Hash(
        [Desired.IsHandApplied ? "" : Commit.Sha, Desired.Key.ToString(), Desired.Hash, Live?.Uid ?? Gone?.Uid ?? "", Live?.Generation.ToString() ?? "", .. deltas.Select(delta => delta.ToString()), .. versions]);
}
