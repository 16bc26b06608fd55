using System.Runtime.CompilerServices;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Tests.Unit.Cluster.Kubernetes;

/// <summary>An API server in memory for one type: lists what it holds, and tells one watch what the test lets it tell.</summary>
internal sealed class WatchedApiFake : IKubernetesApi
{
    private readonly Queue<object> _told = new();
    private TaskCompletionSource? _waiting;

    public List<KubeObject> Objects { get; } = [];

    public string Version { get; set; } = "1";

    /// <summary>What every call fails with, while it is set.</summary>
    public Exception? Failure { get; set; }

    public int Lists { get; private set; }

    public List<string> WatchedFrom { get; } = [];

    public void Tell(WatchEventType type, KubeObject subject) => Tell(new WatchEvent(type, subject, subject.ResourceVersion));

    public void Bookmark(string version) => Tell(new WatchEvent(WatchEventType.Bookmark, null, version));

    public void Break(Exception error) => Tell((object)error);

    public void End() => Tell("end");

    public Task<ObjectList> ListAsync(ResourceType type, string? @namespace, string? labelSelector, CancellationToken cancellationToken)
    {
        Lists++;
        return Failure is { } failure ? Task.FromException<ObjectList>(failure) : Task.FromResult(new ObjectList([.. Objects], Version));
    }

    public async IAsyncEnumerable<WatchEvent> WatchAsync(
        ResourceType type, string? @namespace, string? labelSelector, string resourceVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        WatchedFrom.Add(resourceVersion);
        if (Failure is { } failure)
            throw failure;
        while (await NextAsync(cancellationToken) is WatchEvent change)
            yield return change;
    }

    public Task<KubeObject?> GetAsync(ObjectKey key, CancellationToken cancellationToken) => throw Unexpected.Call();

    public Task<KubeObject> ApplyAsync(KubeObject desired, ApplyOptions options, CancellationToken cancellationToken) => throw Unexpected.Call();

    public Task<KubeObject> ApplyStatusAsync(KubeObject desired, ApplyOptions options, CancellationToken cancellationToken) => throw Unexpected.Call();

    public Task<bool> DeleteAsync(ObjectKey key, string? uid, CancellationToken cancellationToken) => throw Unexpected.Call();

    public Task<bool> DeleteAloneAsync(ObjectKey key, string uid, CancellationToken cancellationToken) => throw Unexpected.Call();

    public Task<bool> ReleaseAsync(KubeObject live, string finalizer, CancellationToken cancellationToken) => throw Unexpected.Call();

    public Task CreateAsync(KubeObject desired, CancellationToken cancellationToken) => throw Unexpected.Call();

    private void Tell(object told)
    {
        _told.Enqueue(told);
        _waiting?.TrySetResult();
    }

    private async Task<object> NextAsync(CancellationToken cancellationToken)
    {
        while (_told.Count == 0)
        {
            var waiting = _waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var registration = cancellationToken.Register(() => waiting.TrySetCanceled(cancellationToken));
            await waiting.Task;
        }

        return _told.Dequeue() is var told && told is Exception error ? throw error : told;
    }
}
