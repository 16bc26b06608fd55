using System.Collections.Immutable;
using System.Text.Json;
using GitOpsKafka.Platform.Hashing;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Planning;

/// <summary>
/// Decides what must change. Pure: no clock, no I/O, and equal inputs give a byte-identical plan. The reconciler plans a whole
/// revision; the worker plans one resource again, with a fresh observation, before it acts. So redelivery, a crash after apply and
/// a hand-made fix all end in nothing to do.
/// </summary>
public static class Planner
{
    /// <summary>Everything that must change for the revision. Work that is under way is left to the worker that does it.</summary>
    /// <param name="withUnderWay">Whether work that is under way is planned too, for who watches over it: its worker may be gone.</param>
    /// <exception cref="ArgumentException">The revision has errors; such a revision is never planned.</exception>
    public static Plan Plan(Revision revision, ObservedState observed, PlanPolicy policy, bool withUnderWay = false)
    {
        if (!revision.IsUsable)
            throw new ArgumentException($"commit {revision.Commit.Sha} has errors", nameof(revision));
        // The sort is stable and the resources are in the order of their keys.
        var wanted = PlanEach(revision.Resources.Values.OrderBy(desired => ResourceKinds.Rank(desired.Key.Kind)), revision.Commit, observed, withUnderWay);
        var changes = wanted.Concat(HandAppliedPlanning.Plan(revision, observed, policy, withUnderWay)).Concat(Pruning.Plan(revision, observed, policy)).Select(change => Gate.Apply(change, policy)).ToImmutableArray();
        return new Plan(Hash(changes.Select(change => change.Id)), changes);
    }

    /// <summary>What must change for one resource; null when nothing.</summary>
    /// <param name="changeId">The change that this carries on with; null gives it an id of its own.</param>
    public static Change? PlanOne(DesiredResource desired, Commit commit, ObservedState observed, string? changeId = null) =>
        PlanOne(ResourceDifference.Of(desired, commit, observed) with { ChangeId = changeId }, observed);

    /// <summary>What must go for a resource that is no longer wanted; null when nothing is left of it.</summary>
    public static Change? PlanDelete(ResourceKey key, Commit commit, ObservedState observed) => Pruning.PlanOne(key, commit, observed);

    internal static IEnumerable<Change> PlanEach(IEnumerable<DesiredResource> resources, Commit commit, ObservedState observed, bool withUnderWay) => resources
        .Select(desired => ResourceDifference.Of(desired, commit, observed))
        .Where(difference => withUnderWay || !difference.IsUnderWay)
        .Select(difference => PlanOne(difference, observed) is { } change ? change with { IsUnderWay = difference.IsUnderWay } : null)
        .OfType<Change>();

    private static Change? PlanOne(ResourceDifference difference, ObservedState observed) => difference.Desired.Value switch
    {
        _ when difference is { Desired.IsHandApplied: true, Live: null or { IsTerminating: true } } => null,
        _ when difference.Live is { IsTerminating: true } going => BeingDeleted.Plan(difference, going),
        KafkaCluster cluster => ClusterPlanning.Plan(difference, cluster, observed),
        KafkaTopic topic when BeingDeleted.Is(topic.ClusterKey, observed) => null,
        KafkaTopic topic => TopicPlanning.Plan(difference, topic, observed),
        _ => throw new System.Diagnostics.UnreachableException($"no planning for {difference.Desired.Key}"),
    };

    /// <summary>40 hex digits.</summary>
    internal static string Hash(IEnumerable<string> parts) => CanonicalJson.Hash(JsonSerializer.SerializeToElement(parts))[..40];
}
