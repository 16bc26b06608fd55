using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Cluster.Faults;

/// <summary>The API server, whose writes go past the kill switch. Thread-safe.</summary>
internal sealed class KillingKubernetes(IKubernetesApi inner, KillSwitch kill) : IKubernetesApi
{
    public Task<ObjectList> ListAsync(ResourceType type, string? @namespace, string? labelSelector, CancellationToken cancellationToken) =>
        inner.ListAsync(type, @namespace, labelSelector, cancellationToken);

    public IAsyncEnumerable<WatchEvent> WatchAsync(ResourceType type, string? @namespace, string? labelSelector, string resourceVersion, CancellationToken cancellationToken) =>
        inner.WatchAsync(type, @namespace, labelSelector, resourceVersion, cancellationToken);

    public Task<KubeObject?> GetAsync(ObjectKey key, CancellationToken cancellationToken) => inner.GetAsync(key, cancellationToken);

    public Task<KubeObject> ApplyAsync(KubeObject desired, ApplyOptions options, CancellationToken cancellationToken) =>
        kill.WriteAsync("apply", $"{desired.Key}", () => inner.ApplyAsync(desired, options, cancellationToken));

    public Task<KubeObject> ApplyStatusAsync(KubeObject desired, ApplyOptions options, CancellationToken cancellationToken) =>
        kill.WriteAsync("status", $"{desired.Key}", () => inner.ApplyStatusAsync(desired, options, cancellationToken));

    public Task<bool> DeleteAsync(ObjectKey key, string? uid, CancellationToken cancellationToken) =>
        kill.WriteAsync("delete", $"{key}", () => inner.DeleteAsync(key, uid, cancellationToken));

    public Task<bool> DeleteAloneAsync(ObjectKey key, string uid, CancellationToken cancellationToken) =>
        kill.WriteAsync("delete-alone", $"{key}", () => inner.DeleteAloneAsync(key, uid, cancellationToken));

    public Task<bool> ReleaseAsync(KubeObject live, string finalizer, CancellationToken cancellationToken) =>
        kill.WriteAsync("release", $"{live.Key}", () => inner.ReleaseAsync(live, finalizer, cancellationToken));

    public Task CreateAsync(KubeObject desired, CancellationToken cancellationToken) =>
        kill.WriteAsync("event", $"{desired.Key}", () => inner.CreateAsync(desired, cancellationToken));
}
