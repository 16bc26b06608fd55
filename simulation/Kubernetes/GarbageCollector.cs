using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Simulation.Kubernetes;

/// <summary>Deletes what is owned only by objects that are gone. Source: https://kubernetes.io/docs/concepts/architecture/garbage-collection/.</summary>
internal sealed class GarbageCollector(ObjectStore store, ObjectWriter writer, TimeProvider clock, TimeSpan delay)
{
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
        else if (Orphans().Length > 0)
            _timer = clock.CreateTimer(_ => Collect(), null, delay, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Goes on until nothing is left: what went may itself have owned something.</summary>
    private void Collect()
    {
        while (Orphans() is { Length: > 0 } orphans)
        {
            foreach (var orphan in orphans)
                writer.Delete(orphan.Key, orphan.Uid, new WriteRequest("", "status", SimulatedUser.Controllers));
        }
    }

    private KubeObject[] Orphans() => [.. store.Orphans().Where(orphan => !orphan.IsTerminating)];
}
