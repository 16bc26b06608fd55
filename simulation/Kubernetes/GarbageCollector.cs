using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Simulation.Nodes;

namespace GitOpsKafka.Simulation.Kubernetes;

/// <summary>
/// Deletes what is owned only by objects that are gone, and takes the owner off what an object that is deleted alone leaves.
/// Source: https://kubernetes.io/docs/concepts/architecture/garbage-collection/.
/// </summary>
internal sealed class GarbageCollector(ObjectStore store, ObjectWriter writer, TimeProvider clock, TimeSpan delay)
{
    private static readonly WriteRequest Asks = new("kube-controller-manager", "status", SimulatedUser.Controllers);

    // Kept, or the runtime may collect a timer of the system clock before it fires. A newer one does the work of an older one too.
    private ITimer? _timer;

    public void CollectIfOrphan(KubeObject written)
    {
        if (Owners.Of(written).Count > 0)
            CollectSoon();
    }

    public void CollectSoon()
    {
        if (delay == TimeSpan.Zero)
            Collect();
        else if (Leaving().Length > 0 || Orphans().Length > 0)
            _timer = clock.CreateTimer(_ => Collect(), null, delay, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Goes on until nothing is left: what went may itself have owned something.</summary>
    private void Collect()
    {
        foreach (var owner in Leaving())
            Leave(owner);
        while (Orphans() is { Length: > 0 } orphans)
        {
            foreach (var orphan in orphans)
                writer.Delete(orphan.Key, orphan.Uid, Asks);
        }
    }

    /// <summary>First what it owns, then itself: whoever sees it gone finds the rest without an owner.</summary>
    private void Leave(KubeObject owner)
    {
        foreach (var child in store.All(item => Owners.Of(item).Contains(owner.Uid)))
            Edit(child.Key, metadata => Owners.Remove(metadata, owner.Uid));
        Edit(owner.Key, metadata => metadata["finalizers"] = new JsonArray([.. metadata["finalizers"]!.AsArray().Where(name => name!.GetValue<string>() != Owners.OrphanFinalizer).Select(name => name!.DeepClone())]));
    }

    private void Edit(ObjectKey key, Action<JsonObject> change) => Vanishing.Try(() => writer.Write(key, Asks, live =>
    {
        var draft = new Draft(Draft.Copy((live ?? throw ApiErrors.NotFound(key)).Object), live.Managers);
        change(draft.Metadata);
        return draft;
    }));

    private KubeObject[] Leaving() => [.. store.All(Owners.IsLeaving)];

    private KubeObject[] Orphans() => [.. store.Orphans().Where(orphan => !orphan.IsTerminating)];
}
