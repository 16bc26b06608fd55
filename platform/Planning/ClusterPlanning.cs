using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Planning;

/// <summary>What must change for one cluster: the stored KafkaCluster, the objects made from it, and the nodes that run with old settings.</summary>
internal static class ClusterPlanning
{
    public static Change? Plan(ResourceDifference difference, KafkaCluster cluster, ObservedState observed)
    {
        var uid = difference.Live?.Uid ?? "";
        var objects = ClusterObjects.Of(cluster, uid, observed);
        var children = objects.Outdated;
        var settings = SettingPlanning.Plan(cluster, uid, observed);
        var restarts = NodeRestarts.Plan(cluster, uid, children, observed);
        if (!difference.MustApply && objects.AreAsWanted && settings is null && restarts is null)
            return null;
        return difference.ToChange(
            [
                .. Scaling(cluster, observed),
                .. Upgrade(cluster, difference),
                .. children.Where(child => !child.IsFrozen).Select(child => child.ToEffect()),
                .. objects.AreGrowing ? [new Effect.ExpandVolumes(objects.Claims)] : Array.Empty<Effect>(),
                .. children.Where(child => child.IsFrozen).Select(child => child.ToEffect()),
                .. objects.Obsolete.Select(live => new Effect.DeleteObject(live.Key, live.Uid)),
                .. new Effect?[] { settings, restarts }.OfType<Effect>(),
            ],
            difference.IsAppliedBefore ? OtherDifferences.Of(children, observed).With([.. VolumeGrowth.Deltas(objects.Claims), .. SettingPlanning.Deltas(settings)]) : OtherDifferences.None,
            ClusterGuards.Blocked(cluster, objects, observed, difference.Before is { } before ? ResourceJson.Read<KafkaCluster>(before.Json) : null));
    }

    /// <summary>For people: which of the object updates make the cluster bigger or smaller.</summary>
    private static IEnumerable<Effect> Scaling(KafkaCluster cluster, ObservedState observed) =>
        from role in new ClusterIdentity(cluster, "").Roles
        let live = observed.Find(new ObjectKey(ResourceType.StatefulSets, cluster.Metadata.Namespace, role.Name))
        let now = live?.At("spec", "replicas")?.GetInt32()
        where now is not null && now != role.Spec.Replicas
        select new Effect.ScaleNodes(role switch { { IsBroker: true } => "brokers", { IsEnsemble: true } => "ZooKeeper servers", _ => "controllers" }, now.Value, role.Spec.Replicas);

    private static IEnumerable<Effect> Upgrade(KafkaCluster cluster, ResourceDifference difference) =>
        difference.Before?.At("spec", "version")?.GetString() is { } from && from != cluster.Spec.Version ? [new Effect.UpgradeVersion(from, cluster.Spec.Version)] : [];
}
