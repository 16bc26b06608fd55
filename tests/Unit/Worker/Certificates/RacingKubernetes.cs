using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Tests.Unit.Worker.Certificates;

/// <summary>An API server as a slow worker meets it: somebody else is faster just before some of its writes.</summary>
internal sealed class RacingKubernetes(IKubernetesApi inner, Func<ObjectKey, Task> beforeWrite) : IKubernetesApi
{
    public async Task<KubeObject> ApplyAsync(KubeObject desired, ApplyOptions options, CancellationToken cancellationToken)
    {
        await beforeWrite(desired.Key);
        return await inner.ApplyAsync(desired, options, cancellationToken);
    }

    public async Task CreateAsync(KubeObject desired, CancellationToken cancellationToken)
    {
        await beforeWrite(desired.Key);
        await inner.CreateAsync(desired, cancellationToken);
    }

    public Task<KubeObject?> GetAsync(ObjectKey key, CancellationToken cancellationToken) => inner.GetAsync(key, cancellationToken);

    public Task<ObjectList> ListAsync(ResourceType type, string? @namespace, string? labelSelector, CancellationToken cancellationToken) => throw Unexpected.Call();

    public IAsyncEnumerable<WatchEvent> WatchAsync(ResourceType type, string? @namespace, string? labelSelector, string resourceVersion, CancellationToken cancellationToken) => throw Unexpected.Call();

    public Task<KubeObject> ApplyStatusAsync(KubeObject desired, ApplyOptions options, CancellationToken cancellationToken) => throw Unexpected.Call();

    public Task<bool> DeleteAsync(ObjectKey key, string? uid, CancellationToken cancellationToken) => throw Unexpected.Call();

    public Task<bool> ReleaseAsync(KubeObject live, string finalizer, CancellationToken cancellationToken) => throw Unexpected.Call();

    public Task<bool> DeleteAloneAsync(ObjectKey key, string uid, CancellationToken cancellationToken) => throw Unexpected.Call();
}
