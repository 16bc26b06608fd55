using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Planning;

/// <summary>What is made from a cluster, as it should be next to what there is. Immutable.</summary>
/// <param name="Outdated">Objects that are missing or differ, in apply order.</param>
/// <param name="Obsolete">Objects that were made from the cluster and are not wanted any more.</param>
/// <param name="Claims">Those of volumes that grow.</param>
internal sealed record ClusterObjects(ImmutableArray<ChildDifference> Outdated, ImmutableArray<KubeObject> Obsolete, ImmutableArray<ClaimGrowth> Claims)
{
    /// <param name="uid">Uid of the stored cluster; empty when there is none.</param>
    public static ClusterObjects Of(KafkaCluster cluster, string uid, ObservedState observed)
    {
        var wanted = ClusterRenderer.Render(cluster, uid);
        return new ClusterObjects(
            [.. wanted.Select(child => ChildDifference.Of(child, observed)).Where(child => child.MustApply)],
            [.. Obsoletes(cluster, uid, wanted.Select(child => child.Key).ToHashSet(), observed)],
            VolumeGrowth.Of(cluster, observed));
    }

    public bool AreAsWanted => Outdated.IsEmpty && Obsolete.IsEmpty && !AreGrowing;

    /// <summary>A volume is smaller than wanted.</summary>
    public bool AreGrowing => Claims.Any(claim => !claim.IsGrown);

    /// <summary>StatefulSets stay: which nodes may go is decided with more care. What has another owner only looks like ours.</summary>
    private static IEnumerable<KubeObject> Obsoletes(KafkaCluster cluster, string uid, HashSet<ObjectKey> wanted, ObservedState observed) =>
        from type in ClusterRenderer.Types
        where type != ResourceType.StatefulSets
        from live in observed.OfType(type).Values
        where live.Key.Namespace == cluster.Metadata.Namespace && live.Label(Marks.Cluster) == cluster.Metadata.Name && !live.IsTerminating
        where !wanted.Contains(live.Key) && live.IsOwnedBy(uid)
        orderby live.Key.ToString()
        select live;
}
