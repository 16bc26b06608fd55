using System.Collections.Immutable;
using System.Text.Json;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Planning;

/// <summary>Changes of a cluster that would lose data or that Kubernetes refuses. Blocked, never half done.</summary>
internal static class ClusterGuards
{
    /// <param name="before">The stored cluster: voters are counted by its spec, because what the StatefulSet has may be drift, and that may be undone. Null when there is none.</param>
    public static BlockReason? Blocked(KafkaCluster cluster, ClusterObjects objects, ObservedState observed, KafkaCluster? before)
    {
        var identity = new ClusterIdentity(cluster, "");
        return StorageChange(objects.Outdated) ?? RigidVolumes(objects.Claims, observed) ?? ModeChange(identity, before) ?? VoterChange(identity, before) ?? ScaleIn(identity, observed);
    }

    /// <summary>Of the claims of a running StatefulSet only the size may change, and only upwards.</summary>
    private static BlockReason? StorageChange(ImmutableArray<ChildDifference> children) =>
        children.Where(child => child.IsFrozen).SelectMany(child => child.Deltas).FirstOrDefault(delta => ChildDifference.IsOfClaimTemplates(delta) && !VolumeGrowth.IsGrowth(delta)) is { } delta
            ? new BlockReason("StorageChange", $"{delta}: volumes of a running cluster can grow, and nothing else of them can be changed yet; undo the change of spec.*.storage")
            : null;

    /// <summary>Only known where somebody looked at the class; otherwise Kubernetes refuses the growth.</summary>
    private static BlockReason? RigidVolumes(ImmutableArray<ClaimGrowth> claims, ObservedState observed)
    {
        if (claims.FirstOrDefault(claim => claim.MustAsk && IsRigid(claim, observed)) is not { } rigid)
            return null;
        return rigid.StorageClass is { } name
            ? new BlockReason("VolumesCannotGrow", $"storage class {name} does not let volumes grow ({rigid}): set allowVolumeExpansion: true on the class if its driver can, or undo the change of spec.*.storage")
            : new BlockReason("VolumesCannotGrow", $"the volume of {rigid.Claim.Name} is of no storage class, so it cannot grow; undo the change of spec.*.storage");
    }

    private static bool IsRigid(ClaimGrowth claim, ObservedState observed) =>
        claim.StorageClass is null || (
            observed.Objects.TryGetValue(ResourceType.StorageClasses, out var classes)
            && classes.TryGetValue(new ObjectKey(ResourceType.StorageClasses, "", claim.StorageClass), out var found)
            && found.At("allowVolumeExpansion") is not { ValueKind: JsonValueKind.True });

    private static BlockReason? ModeChange(ClusterIdentity identity, KafkaCluster? before) => before is not null && before.Spec.Zookeeper is not null != identity.HasEnsemble
        ? new BlockReason("ModeChange", $"the cluster has its metadata in {Mode(!identity.HasEnsemble)}, {Mode(identity.HasEnsemble)} is wanted; metadata cannot be moved: undo the change of spec.zookeeper, or create a new cluster")
        : null;

    private static string Mode(bool hasEnsemble) => hasEnsemble ? "ZooKeeper" : "KRaft";

    private static BlockReason? VoterChange(ClusterIdentity identity, KafkaCluster? before) =>
        before is null || new ClusterIdentity(before, "").Voters.Spec.Replicas is var now && now == identity.Voters.Spec.Replicas ? null
        : identity.HasEnsemble ? new BlockReason("VoterChange", $"the ensemble has {now} ZooKeeper servers, {identity.Voters.Spec.Replicas} are wanted; servers of a running ensemble cannot be added or removed yet")
        : new BlockReason("VoterChange", $"the quorum has {now} voters, {identity.Voters.Spec.Replicas} are wanted; voters of a running quorum cannot be changed yet");

    /// <summary>A broker may go only when it is known to host nothing.</summary>
    private static BlockReason? ScaleIn(ClusterIdentity identity, ObservedState observed)
    {
        var wanted = identity.Brokers.Spec.Replicas;
        if (Replicas(identity, identity.Brokers, observed) is not { } now || now <= wanted)
            return null;
        if (!observed.Topics.TryGetValue(identity.Cluster.Key, out var topics))
            return new BlockReason("PlacementUnknown", $"brokers {wanted} to {now - 1} would go, and Kafka could not be asked what they host; wait until it answers");
        var hosted = topics.Values.Sum(topic => topic.Partitions.Count(partition => partition.Replicas.Any(id => id >= wanted)));
        return hosted == 0 ? null : new BlockReason("BrokersNotEmpty", $"brokers {wanted} to {now - 1} still host {hosted} partitions; move them to the other brokers first");
    }

    /// <summary>While a StatefulSet is made anew, only its pods tell how many there are.</summary>
    private static int? Replicas(ClusterIdentity identity, NodeRoleView role, ObservedState observed) =>
        observed.Find(identity.Key(ResourceType.StatefulSets, role.Name))?.At("spec", "replicas")?.GetInt32()
        ?? PodView.Named(role, observed).Select(pod => (int?)pod.Ordinal + 1).Max();
}
