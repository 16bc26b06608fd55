using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Tests.Unit.Worker.Applying;

/// <summary>An API server whose writes are told to a test, which may throw: status and Kubernetes events are none. Thread-safe.</summary>
/// <param name="before">Called with the write, such as <c>apply StatefulSet/streaming/orders-brokers</c>.</param>
internal sealed class OverheardKubernetes(IKubernetesApi inner, Action<string>? before, Action<string>? after) : IKubernetesApi
{
    public Task<ObjectList> ListAsync(ResourceType type, string? @namespace, string? labelSelector, CancellationToken cancellationToken) =>
        inner.ListAsync(type, @namespace, labelSelector, cancellationToken);

    public IAsyncEnumerable<WatchEvent> WatchAsync(ResourceType type, string? @namespace, string? labelSelector, string resourceVersion, CancellationToken cancellationToken) =>
        inner.WatchAsync(type, @namespace, labelSelector, resourceVersion, cancellationToken);

    public Task<KubeObject?> GetAsync(ObjectKey key, CancellationToken cancellationToken) => inner.GetAsync(key, cancellationToken);

    public Task<KubeObject> ApplyAsync(KubeObject desired, ApplyOptions options, CancellationToken cancellationToken) =>
        WriteAsync($"apply {desired}", () => inner.ApplyAsync(desired, options, cancellationToken));

    public Task<KubeObject> ApplyStatusAsync(KubeObject desired, ApplyOptions options, CancellationToken cancellationToken) => inner.ApplyStatusAsync(desired, options, cancellationToken);

    public Task<bool> DeleteAsync(ObjectKey key, string? uid, CancellationToken cancellationToken) => WriteAsync($"delete {key}", () => inner.DeleteAsync(key, uid, cancellationToken));

    public Task<bool> DeleteAloneAsync(ObjectKey key, string uid, CancellationToken cancellationToken) =>
        WriteAsync($"delete {key} alone", () => inner.DeleteAloneAsync(key, uid, cancellationToken));

    public Task<bool> ReleaseAsync(KubeObject live, string finalizer, CancellationToken cancellationToken) =>
        WriteAsync($"release {live.Key}", () => inner.ReleaseAsync(live, finalizer, cancellationToken));

    public Task CreateAsync(KubeObject desired, CancellationToken cancellationToken) => inner.CreateAsync(desired, cancellationToken);

    private async Task<T> WriteAsync<T>(string what, Func<Task<T>> write)
    {
        before?.Invoke(what);
        var result = await write();
        after?.Invoke(what);
        return result;
    }
}
