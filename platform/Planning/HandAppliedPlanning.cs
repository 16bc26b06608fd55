using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Platform.Planning;

/// <summary>
/// What must change for resources that no repository holds. Their rules are asked for here: the webhook may have been away, or was not there yet.
/// </summary>
internal static class HandAppliedPlanning
{
    private const int MostViolations = 10;

    public static IEnumerable<Change> Plan(Revision revision, ObservedState observed, PlanPolicy policy, bool withUnderWay)
    {
        if (!policy.HandApplied)
            return [];
        var (going, staying) = Split(revision, observed);
        var stored = staying.ToLookup(live => HandApplied.Desired(live) is not null);
        return Planner.PlanEach(stored[true].Select(live => HandApplied.Desired(live)!), revision.Commit, observed, withUnderWay)
            .Select(change => change.Operation == ChangeOperation.Restore ? change : change with { Blocked = Violations(change.Desired!.Value, observed) ?? change.Blocked })
            .Concat(stored[false].Select(live => Unreadable(live, revision.Commit)))
            .Concat(going.Select(live => Pruning.PlanOne(ResourceKinds.ResourceOf(live.Key), revision.Commit, observed)).OfType<Change>());
    }

    /// <summary>
    /// A cluster on its way out is told, though its worker needs no request: the trail has to say what became of it. A topic is not, for its resource
    /// alone goes.
    /// </summary>
    private static (IEnumerable<KubeObject> Going, IEnumerable<KubeObject> Staying) Split(Revision revision, ObservedState observed)
    {
        var stored = ResourceKinds.All
            .SelectMany(kind => observed.OfType(kind.Type).Values)
            .Where(live => HandApplied.Is(live) && !revision.Resources.ContainsKey(ResourceKinds.ResourceOf(live.Key)))
            .OrderBy(live => ResourceKinds.Rank(live.Key.Type.Kind)).ThenBy(live => ResourceKinds.ResourceOf(live.Key))
            .ToLookup(live => live.IsTerminating);
        return (stored[true].Where(live => live.Key.Type.Kind == KafkaCluster.KindName), stored[false]);
    }

    /// <summary>Why a stored cluster is not taken on; null when nothing is against it. Of topics in Kafka only what is known here counts.</summary>
    public static BlockReason? Blocked(KubeObject live, ObservedState observed)
    {
        if (HandApplied.Desired(live)?.Value is not KafkaCluster cluster)
            return null;
        var before = HandApplied.Before(live) is { } known ? ResourceJson.Read<KafkaCluster>(known.Json) : null;
        return Violations(cluster, observed) ?? ClusterGuards.Blocked(cluster, ClusterObjects.Of(cluster, live.Uid, observed), observed, before);
    }

    /// <summary>Why the rules do not allow the resource; null when they do.</summary>
    private static BlockReason? Violations(Resource resource, ObservedState observed)
    {
        var denials = RuleSet.Judge(new RuleInput(null, resource, new StoredNeighbours(observed))).Denials.ToList();
        if (denials.Count == 0)
            return null;
        var told = denials.Take(MostViolations).Select(denial => denial.ToString());
        return new BlockReason("RulesBroken", string.Join("; ", denials.Count > MostViolations ? told.Append($"and {denials.Count - MostViolations} more") : told));
    }

    private static Change Unreadable(KubeObject live, Commit commit)
    {
        var key = ResourceKinds.ResourceOf(live.Key);
        return new Change(
            Planner.Hash(["unreadable", key.ToString(), live.Uid, live.Generation.ToString(System.Globalization.CultureInfo.InvariantCulture)]), key, ChangeOperation.Update, new Cause.FromKubectl(commit, []), null, live.At("spec") ?? default, [], [],
            new BlockReason("Unreadable", $"{key} does not fit its kind; apply it once more as the schema of today has it"));
    }
}
