using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Tests.Simulation.Histories;

/// <summary>Shows the witness what a process asks of Kubernetes.</summary>
internal sealed class WitnessedKubernetes(IKubernetesApi inner, Witness witness, string process) : IKubernetesApi
{
    public Task<ObjectList> ListAsync(ResourceType type, string? @namespace, string? labelSelector, CancellationToken cancellationToken) =>
        inner.ListAsync(type, @namespace, labelSelector, cancellationToken);

    public IAsyncEnumerable<WatchEvent> WatchAsync(ResourceType type, string? @namespace, string? labelSelector, string resourceVersion, CancellationToken cancellationToken) =>
        inner.WatchAsync(type, @namespace, labelSelector, resourceVersion, cancellationToken);

    public Task<KubeObject?> GetAsync(ObjectKey key, CancellationToken cancellationToken) => inner.GetAsync(key, cancellationToken);

    public Task<KubeObject> ApplyAsync(KubeObject desired, ApplyOptions options, CancellationToken cancellationToken)
    {
        witness.Apply(process, desired);
        return inner.ApplyAsync(desired, options, cancellationToken);
    }

    public Task<KubeObject> ApplyStatusAsync(KubeObject desired, ApplyOptions options, CancellationToken cancellationToken)
    {
        witness.Count("statuses written");
        if (process != "worker")
            witness.Note($"the status of {desired.Key} was written by {process}");
        return inner.ApplyStatusAsync(desired, options, cancellationToken);
    }

    public Task<bool> DeleteAsync(ObjectKey key, string? uid, CancellationToken cancellationToken)
    {
        witness.Delete(process, key, uid);
        return witness.WatchDeleteAsync(key, () => inner.DeleteAsync(key, uid, cancellationToken));
    }

    public Task<bool> DeleteAloneAsync(ObjectKey key, string uid, CancellationToken cancellationToken)
    {
        witness.DeleteAlone(process, key);
        return inner.DeleteAloneAsync(key, uid, cancellationToken);
    }

    public Task<bool> ReleaseAsync(KubeObject live, string finalizer, CancellationToken cancellationToken)
    {
        witness.Release(process, live);
        return inner.ReleaseAsync(live, finalizer, cancellationToken);
    }

    public Task CreateAsync(KubeObject desired, CancellationToken cancellationToken)
    {
        if (desired.Key.Type != ResourceType.Events)
            witness.Note($"{desired.Key} was created by {process}");
        return inner.CreateAsync(desired, cancellationToken);
    }
}
