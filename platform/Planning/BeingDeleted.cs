using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Planning;

/// <summary>What Git wants while it is being deleted: nothing can be done until it is gone, then it is made anew.</summary>
public static class BeingDeleted
{
    /// <summary>Why such a change is blocked.</summary>
    public const string Code = "BeingDeleted";

    /// <summary>Others did it, for Git still has it.</summary>
    internal static Change Plan(ResourceDifference difference, KubeObject going) => new(
        Planner.Hash([difference.Commit.Sha, difference.Desired.Key.ToString(), Code, going.Uid]),
        difference.Desired.Key,
        ChangeOperation.Restore,
        new Cause.FromDrift(difference.Commit, []),
        difference.Desired,
        difference.Desired.Manifest.Json,
        [new FieldDelta("metadata.deletionTimestamp", going.At("metadata", "deletionTimestamp"), null)],
        [],
        new BlockReason(Code, "it is being deleted, and a deletion cannot be taken back; it is made anew once it is gone"));

    /// <summary>The cluster is on its way out, so nothing is asked of its Kafka. One that is held by its protection goes nowhere.</summary>
    internal static bool Is(ResourceKey cluster, ObservedState observed)
    {
        var key = ResourceKinds.ObjectOf(cluster);
        return observed.Objects.TryGetValue(key.Type, out var clusters) && clusters.GetValueOrDefault(key) is { IsTerminating: true } going && !Teardown.IsProtected(going);
    }
}
