using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Cluster.Kubernetes;

/// <summary>How lists and watch events change a snapshot. Pure. Thread-safe.</summary>
internal static class Snapshots
{
    public static ImmutableDictionary<ObjectKey, KubeObject> Empty { get; } = ImmutableDictionary<ObjectKey, KubeObject>.Empty;

    /// <summary>
    /// The list as a snapshot. Objects that did not change stay the same instances; the same snapshot is returned when nothing changed at all.
    /// </summary>
    public static ImmutableDictionary<ObjectKey, KubeObject> Replace(this ImmutableDictionary<ObjectKey, KubeObject> old, ImmutableArray<KubeObject> list)
    {
        var next = ImmutableDictionary.CreateBuilder<ObjectKey, KubeObject>();
        var isChanged = list.Length != old.Count;
        foreach (var item in list)
        {
            var known = old.GetValueOrDefault(item.Key);
            var isKnown = known is not null && known.ResourceVersion == item.ResourceVersion && known.Uid == item.Uid;
            isChanged |= !isKnown;
            next[item.Key] = isKnown ? known! : item;
        }

        return isChanged ? next.ToImmutable() : old;
    }

    public static ImmutableDictionary<ObjectKey, KubeObject> With(this ImmutableDictionary<ObjectKey, KubeObject> old, WatchEvent change) => change switch
    {
        { Type: WatchEventType.Added or WatchEventType.Modified, Object: { } live } => old.SetItem(live.Key, live),
        { Type: WatchEventType.Deleted, Object: { } gone } => old.Remove(gone.Key),
        _ => old,
    };
}
