using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Planning;

/// <summary>What there is of a cluster that is being deleted. StatefulSets with another owner, or none, only look like its own. Immutable.</summary>
internal sealed class TeardownParts(KubeObject live, ObservedState observed)
{
    public ClusterIdentity Identity { get; } = new(ResourceJson.Read<KafkaCluster>(live.Json), live.Uid);

    /// <summary>Null when none is left.</summary>
    public Teardown? Nodes(TeardownStage stage, Func<string, bool> isMeant)
    {
        var sets = Labelled(ResourceType.StatefulSets, isMeant).Where(set => set.IsOwnedBy(live.Uid)).ToImmutableArray();
        var pods = Labelled(ResourceType.Pods, isMeant).Where(pod => !Foreign.Any(set => pod.IsOwnedBy(set.Uid))).ToImmutableArray();
        if (sets.IsEmpty && pods.IsEmpty)
            return null;
        var total = Math.Max(pods.Length, Identity.Roles.Where(role => isMeant(role.Label)).Sum(role => role.Spec.Replicas));
        // Pods go with their StatefulSet; only those that it left behind are deleted one by one.
        var doomed = (sets.IsEmpty ? pods : sets).Where(IsNotGoing).ToImmutableArray();
        return new Teardown(stage, total - pods.Length, total, doomed, Names(pods.IsEmpty ? sets : pods));
    }

    /// <inheritdoc cref="Nodes"/>
    public Teardown? Claims()
    {
        var claims = Labelled(ResourceType.PersistentVolumeClaims, IsReclaimed).ToImmutableArray();
        if (claims.IsEmpty)
            return null;
        var total = Math.Max(claims.Length, Identity.Roles.Where(role => IsReclaimed(role.Label)).Sum(role => role.Spec.Replicas * role.Spec.Storage!.Volumes.Count));
        return new Teardown(TeardownStage.Claims, total - claims.Length, total, [.. claims.Where(IsNotGoing)], Names(claims));
    }

    /// <summary>Whoever owns them now has a use for their claims too.</summary>
    private IEnumerable<KubeObject> Foreign => Labelled(ResourceType.StatefulSets, _ => true).Where(set => !set.IsOwnedBy(live.Uid));

    private bool IsReclaimed(string label) =>
        Identity.Roles.FirstOrDefault(role => role.Label == label)?.Spec.Storage is { ReclaimPolicy: ReclaimPolicy.Delete } && !Foreign.Any(set => set.Label(Marks.Role) == label);

    private IEnumerable<KubeObject> Labelled(ResourceType type, Func<string, bool> isMeant) =>
        from found in observed.OfType(type).Values
        where found.Key.Namespace == live.Key.Namespace && found.Label(Marks.Cluster) == live.Key.Name && isMeant(found.Label(Marks.Role) ?? "")
        orderby found.Key.Name.Length, found.Key.Name
        select found;

    private static bool IsNotGoing(KubeObject found) => !found.IsTerminating;

    private static ImmutableArray<string> Names(ImmutableArray<KubeObject> waiting) => [.. waiting.Select(found => $"{found.Key.Type.Kind} {found.Key.Name}")];
}
