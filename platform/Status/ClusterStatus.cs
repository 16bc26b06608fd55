using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rolling;
using GitOpsKafka.Platform.Status.Checks;

namespace GitOpsKafka.Platform.Status;

/// <summary>The status of a KafkaCluster, from what is observed. Pure: the same observation gives the same status.</summary>
public static class ClusterStatus
{
    private const string NodesOutdated = nameof(NodesOutdated);

    /// <param name="live">The stored KafkaCluster; its earlier conditions keep their transition times.</param>
    /// <param name="work">What a worker is doing for it right now; null when nothing.</param>
    /// <param name="told">The cluster id that Kafka told, where only Kafka knows it; null keeps the stored one.</param>
    /// <param name="checks">What health checks found; null keeps what they had found.</param>
    public static KafkaClusterStatus Of(KubeObject live, ObservedState observed, Work? work, DateTimeOffset now, string? told = null, ImmutableArray<CheckResult>? checks = null)
    {
        var cluster = ResourceJson.Read<KafkaCluster>(live.Json);
        var identity = new ClusterIdentity(cluster, live.Uid);
        var nodes = ClusterNodes.Of(cluster, observed);
        var brokers = nodes.Roles[^1];
        var before = cluster.Status?.Conditions ?? [];
        return new KafkaClusterStatus
        {
            ObservedGeneration = live.Generation,
            Conditions =
            [
                .. Conditions.Next(before, work is null ? AtRest(cluster, live, nodes, observed) : AtWork(work), live.Generation, now),
                .. Conditions.Next(before, checks, live.Generation, now),
            ],
            ReadyBrokers = brokers.Ready,
            ReadyControllers = identity.HasEnsemble ? 0 : nodes.Roles[0].Ready,
            ReadyZookeeper = identity.HasEnsemble ? nodes.Roles[0].Ready : null,
            Replicas = brokers.Existing,
            Selector = $"{Marks.Cluster}={cluster.Metadata.Name},{Marks.Role}={identity.Brokers.Label}",
            Version = nodes.Nodes.Select(node => node.Pod.Version).OfType<string>().Order(VersionOrder.Instance).FirstOrDefault(),
            Commit = live.Annotation(Marks.Commit),
            ClusterId = identity.ClusterId ?? told ?? cluster.Status?.ClusterId,
            Listeners = ListenerAddresses.Of(identity, nodes, observed),
            Nodes = [.. nodes.Nodes.Select(node => Status(node, identity))],
        };
    }

    /// <summary>The status while the cluster is torn down.</summary>
    public static KafkaClusterStatus OfTeardown(KubeObject live, ObservedState observed, Teardown teardown, DateTimeOffset now)
    {
        Health health = teardown.Stage == TeardownStage.Held ? new Health.Stuck("DeletionProtected", teardown.Description) : new Health.Retrying("Deleting", teardown.Description);
        var before = ResourceJson.Read<KafkaCluster>(live.Json).Status?.Conditions ?? [];
        return Of(live, observed, work: null, now) with { Conditions = Conditions.Next(before, health, live.Generation, now) };
    }

    /// <summary>Its id is Kafka's to tell, nobody knows it yet, and a broker is there to be asked.</summary>
    public static bool LacksId(KubeObject live, ObservedState observed)
    {
        var cluster = ResourceJson.Read<KafkaCluster>(live.Json);
        return cluster.Spec.Zookeeper is not null && string.IsNullOrEmpty(cluster.Status?.ClusterId) && ClusterNodes.Of(cluster, observed).Roles[^1].Ready > 0;
    }

    private static NodeStatus Status(RollNode node, ClusterIdentity identity) => new()
    {
        Pod = node.Pod.Name,
        Id = node.NodeId,
        Role = (node.IsBroker ? identity.Brokers : identity.Voters).Label,
        State = node.Pod switch
        {
            { IsTerminating: true } => "Terminating",
            { IsReady: true } => "Ready",
            { NodeName: null } => "Pending",
            _ => "NotReady",
        },
        Version = node.Pod.Version,
        Rack = node.Pod.Rack,
        Node = node.Pod.NodeName,
    };

    private static Health AtWork(Work work) =>
        work.Failure is { } failure ? new Health.Stuck(failure.Code, failure.Explanation) : new Health.Working("Progressing", work.Step);

    /// <summary>
    /// No worker is known to be at it, perhaps because one has just been killed. So a generation is ready only once all that is made
    /// from it was seen as it should be, and what has stalled stays so. What differs after that is drift, and the reconciler's to see.
    /// </summary>
    private static Health AtRest(KafkaCluster cluster, KubeObject live, ClusterNodes nodes, ObservedState observed)
    {
        var isInOrder = WasInOrder(cluster, live) || !HasOldObjects(cluster, live, observed);
        return isInOrder && nodes.IsSettled ? new Health.Fine("AllNodesReady", $"{Count(nodes)} nodes are ready")
            : Find(cluster, live, "Stalled") is { } stalled ? new Health.Stuck(stalled.Reason, stalled.Message)
            : isInOrder && (nodes.Roles.All(role => role.IsCurrent) || HasOldObjects(cluster, live, observed)) ? new Health.Working(Progress.NodesNotReady, Waiting(nodes))
            : isInOrder ? new Health.Working(NodesOutdated, "nodes are being replaced")
            : VolumeGrowth.Of(cluster, observed) is var claims && claims.Any(claim => !claim.IsGrown) ? new Health.Working("VolumesGrowing", VolumeGrowth.Describe(claims))
            : new Health.Working("ObjectsOutdated", "what is made from this resource is not as it wants it yet");
    }

    /// <summary>
    /// All that is made from this generation was once seen as it should be: what differs since is drift. Nodes are called outdated only then,
    /// too; if that did not count, a hand that was seen before the StatefulSet controller saw it would look like work that is not done. For the
    /// same reason nodes are not called outdated where objects differ, or a StatefulSet is missing: that would hide the drift.
    /// </summary>
    private static bool WasInOrder(KafkaCluster cluster, KubeObject live) =>
        Find(cluster, live, "Ready") is not null || Find(cluster, live, "Reconciling") is { Reason: Progress.NodesNotReady or NodesOutdated };

    /// <summary>A condition that was true for the very generation that is stored.</summary>
    private static Condition? Find(KafkaCluster cluster, KubeObject live, string type) =>
        cluster.Status?.Conditions.FirstOrDefault(condition => condition.Type == type && condition.Status == "True" && condition.ObservedGeneration == live.Generation);

    /// <summary>What others wrote into the spec is not in force, so of such a spec it cannot be told what its objects should be.</summary>
    private static bool HasOldObjects(KafkaCluster cluster, KubeObject live, ObservedState observed) =>
        (HandApplied.IsTakenOn(live) || !IsWrittenByOthers(live)) && !ClusterObjects.Of(cluster, live.Uid, observed).AreAsWanted;

    private static bool IsWrittenByOthers(KubeObject live) => live.At("metadata", "managedFields") is { } entries && entries.EnumerateArray().Any(entry =>
        !entry.GetProperty("manager").ValueEquals(Marks.FieldManager) && entry.TryGetProperty("fieldsV1", out var fields) && fields.TryGetProperty("f:spec", out _));

    private static string Waiting(ClusterNodes nodes) =>
        nodes.Roles.SelectMany(role => role.Unready).ToImmutableArray() is { IsEmpty: false } unready
            ? $"{Count(nodes)} of {nodes.Roles.Sum(role => role.Wanted)} nodes are ready; waiting for {string.Join(", ", unready)}"
            : "nodes are being replaced";

    private static int Count(ClusterNodes nodes) => nodes.Roles.Sum(role => role.Ready);
}
