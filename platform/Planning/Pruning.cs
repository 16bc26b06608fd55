using System.Text.Json;
using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Planning;

/// <summary>Deletes what a source once applied and no longer holds. Only objects with the source's own label are ever looked at.</summary>
internal static class Pruning
{
    public static IEnumerable<Change> Plan(Revision revision, ObservedState observed, PlanPolicy policy)
    {
        if (!policy.Prune)
            return [];
        var gone = ResourceKinds.All
            .SelectMany(kind => observed.OfType(kind.Type).Values)
            .Where(live => live.Label(Marks.Source) == revision.Commit.Source.Name && !live.IsTerminating)
            .Select(live => ResourceKinds.ResourceOf(live.Key))
            .Where(key => !revision.Resources.ContainsKey(key))
            .OrderByDescending(key => ResourceKinds.Rank(key.Kind)).ThenBy(key => key)
            .ToList();
        var guard = Guard(revision, gone, policy);
        return gone
            .Select(key => PlanOne(key, revision.Commit, observed))
            .OfType<Change>()
            .Select(change => change with { Blocked = change.Blocked ?? guard ?? InUse(change.Key, observed, gone) });
    }

    /// <summary>The delete of one resource, also of one that is on its way out; null when nothing is left of it.</summary>
    public static Change? PlanOne(ResourceKey key, Commit commit, ObservedState observed)
    {
        var objectKey = ResourceKinds.ObjectOf(key);
        if (observed.Find(objectKey) is not { } live)
            return null;
        var isHandApplied = HandApplied.Is(live);
        var id = Planner.Hash([isHandApplied ? "" : commit.Sha, key.ToString(), "delete", live.Uid]);
        return new Change(id, key, ChangeOperation.Delete, isHandApplied ? new Cause.FromKubectl(commit, []) : new Cause.FromCommit(commit), null, Spec(live), [], [.. Effects(live, observed)], Protected(live));
    }

    private static IEnumerable<Effect> Effects(KubeObject live, ObservedState observed)
    {
        if (live.Key.Type.Kind == KafkaTopic.KindName)
        {
            var topic = ResourceJson.Read<KafkaTopic>(live.Json);
            if (!observed.Topics.TryGetValue(topic.ClusterKey, out var topics) || topics.ContainsKey(topic.TopicName))
                yield return new Effect.DeleteTopic(topic.TopicName);
        }

        yield return new Effect.DeleteObject(live.Key, live.Uid);
    }

    /// <summary>What was stored, without what the server keeps about it.</summary>
    private static JsonElement Spec(KubeObject live)
    {
        var json = live.ToNode();
        json.Remove("status");
        json["metadata"] = new JsonObject { ["name"] = live.Key.Name, ["namespace"] = live.Key.Namespace };
        return JsonSerializer.SerializeToElement(json);
    }

    private static BlockReason? Protected(KubeObject live) => live.At("spec", "deletionProtection") is { ValueKind: JsonValueKind.True }
        ? new BlockReason("DeletionProtected", "spec.deletionProtection is true; set it to false in a commit of its own, then delete")
        : null;

    private static BlockReason? Guard(Revision revision, List<ResourceKey> gone, PlanPolicy policy) =>
        gone.Count > 0 && revision.Resources.IsEmpty
            ? new BlockReason("EmptyRevision", $"the commit holds no manifest at all; {gone.Count} resources stay. Delete them one by one, or suspend the source")
        : gone.Count > policy.MaximumDeletes
            ? new BlockReason("TooManyDeletes", $"the commit deletes {gone.Count} resources, at most {policy.MaximumDeletes} are allowed at once; delete in several commits or raise the limit")
        : null;

    private static BlockReason? InUse(ResourceKey key, ObservedState observed, List<ResourceKey> gone)
    {
        if (key.Kind != KafkaCluster.KindName)
            return null;
        var topics = observed.OfType(ResourceKinds.Get(KafkaTopic.KindName).Type).Values
            .Where(topic => topic.Key.Namespace == key.Namespace && topic.At("spec", "clusterRef", "name")?.GetString() == key.Name)
            .Count(topic => !gone.Contains(ResourceKinds.ResourceOf(topic.Key)));
        return topics == 0 ? null : new BlockReason("InUse", $"{topics} KafkaTopics still refer to this cluster; delete them first or in the same commit");
    }
}
