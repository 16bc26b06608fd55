using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Cluster.Kubernetes;

/// <summary>
/// Resources, and objects made from clusters, that were seen to be deleted and are not back: what tells a deletion by hand from an object that was
/// never made. In memory only. Thread-safe.
/// </summary>
internal sealed class SeenDeletions
{
    /// <summary>Beyond it all are forgotten: then a deletion is still put right, but not told as drift.</summary>
    private const int Most = 10_000;

    private readonly Lock _gate = new();
    private volatile ImmutableDictionary<ObjectKey, Deletion> _all = ImmutableDictionary<ObjectKey, Deletion>.Empty;

    public ImmutableDictionary<ObjectKey, Deletion> All => _all;

    public void Note(WatchEvent change)
    {
        if (change is { Type: WatchEventType.Deleted, Object: { } gone })
            Note([gone], []);
        else if (change.Object is { } live && _all.ContainsKey(live.Key))
            Note([], [live]);
    }

    /// <summary>What a new list no longer holds was deleted while nobody watched.</summary>
    public void Note(ImmutableDictionary<ObjectKey, KubeObject> before, ImmutableDictionary<ObjectKey, KubeObject> after) =>
        Note(before.Values.Where(known => !after.ContainsKey(known.Key)), after.Values.Where(live => _all.ContainsKey(live.Key)));

    private static bool IsNoted(ResourceType type) => type.Group == ResourceKinds.Group || ClusterRenderer.Types.Contains(type);

    private void Note(IEnumerable<KubeObject> gone, IEnumerable<KubeObject> back)
    {
        lock (_gate)
        {
            var all = _all.RemoveRange(back.Select(live => live.Key))
                .SetItems(gone.Where(known => IsNoted(known.Key.Type)).Select(known => KeyValuePair.Create(known.Key, Deletion.Of(known))));
            _all = all.Count > Most ? ImmutableDictionary<ObjectKey, Deletion>.Empty : all;
        }
    }
}
