using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Planning;

/// <summary>Changes of a cluster that would lose data or that Kubernetes refuses. Blocked, never half done.</summary>
internal static class ClusterGuards
{
    /// <param name="voters">Voters that the stored cluster has in its spec: what the StatefulSet has may be drift, and that may be undone. Null when there is none.</param>
    public static BlockReason? Blocked(KafkaCluster cluster, ImmutableArray<ChildDifference> children, ObservedState observed, int? voters)
    {
        var identity = new ClusterIdentity(cluster, "");
        return StorageChange(children) ?? VoterChange(identity, voters) ?? ScaleIn(identity, observed);
    }

    /// <summary>A StatefulSet's claim templates cannot be changed in place.</summary>
    private static BlockReason? StorageChange(ImmutableArray<ChildDifference> children) =>
        children.SelectMany(child => child.Deltas).FirstOrDefault(delta => delta.Path.StartsWith("spec.volumeClaimTemplates", StringComparison.Ordinal)) is { } delta
            ? new BlockReason("StorageChange", $"{delta}: volumes of a running cluster cannot be changed yet; undo the change of spec.*.storage")
            : null;

    private static BlockReason? VoterChange(ClusterIdentity identity, int? voters) => voters is { } now && now != identity.Voters.Spec.Replicas
        ? new BlockReason("VoterChange", $"the quorum has {now} voters, {identity.Voters.Spec.Replicas} are wanted; voters of a running quorum cannot be changed yet")
        : null;

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

    private static int? Replicas(ClusterIdentity identity, NodeRoleView role, ObservedState observed) =>
        observed.Find(identity.Key(ResourceType.StatefulSets, role.Name))?.At("spec", "replicas")?.GetInt32();
}
