using System.Net;
using System.Runtime.CompilerServices;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Simulation.Faults;

/// <summary>A Kubernetes API as one process meets it on a bad day. Thread-safe.</summary>
public sealed class FaultyKubernetes(IKubernetesApi inner, FaultPlan plan, Incarnation process) : IKubernetesApi
{
    private readonly FaultyCalls _calls = new(plan, process, Unavailable);

    public Task<ObjectList> ListAsync(ResourceType type, string? @namespace, string? labelSelector, CancellationToken cancellationToken) =>
        _calls.CallAsync($"list {type}", () => inner.ListAsync(type, @namespace, labelSelector, cancellationToken), cancellationToken);

    public async IAsyncEnumerable<WatchEvent> WatchAsync(
        ResourceType type, string? @namespace, string? labelSelector, string resourceVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var call = $"watch {type}";
        await _calls.EnterAsync(call, cancellationToken);
        await foreach (var seen in inner.WatchAsync(type, @namespace, labelSelector, resourceVersion, cancellationToken))
        {
            await _calls.LagAsync(cancellationToken);
            if (_calls.Happens(plan.Rates.WatchBreak, "watch break", call) || plan.IsPartitioned)
                yield break;
            if (_calls.Happens(plan.Rates.WatchExpired, "watch expired", call))
                throw new KubernetesApiException(HttpStatusCode.Gone, "Expired", $"too old resource version: {resourceVersion} ({seen.ResourceVersion})");
            yield return seen;
        }
    }

    public Task<KubeObject?> GetAsync(ObjectKey key, CancellationToken cancellationToken) =>
        _calls.CallAsync($"get {key}", () => inner.GetAsync(key, cancellationToken), cancellationToken);

    public Task<KubeObject> ApplyAsync(KubeObject desired, ApplyOptions options, CancellationToken cancellationToken) =>
        WriteAsync($"apply {desired.Key}", desired.Key, () => inner.ApplyAsync(desired, options, cancellationToken), cancellationToken);

    public Task<KubeObject> ApplyStatusAsync(KubeObject desired, ApplyOptions options, CancellationToken cancellationToken) =>
        WriteAsync($"apply status {desired.Key}", desired.Key, () => inner.ApplyStatusAsync(desired, options, cancellationToken), cancellationToken);

    public Task<bool> DeleteAsync(ObjectKey key, string? uid, CancellationToken cancellationToken) =>
        _calls.CallAsync($"delete {key}", () => inner.DeleteAsync(key, uid, cancellationToken), cancellationToken);

    public Task<bool> DeleteAloneAsync(ObjectKey key, string uid, CancellationToken cancellationToken) =>
        _calls.CallAsync($"delete {key} alone", () => inner.DeleteAloneAsync(key, uid, cancellationToken), cancellationToken);

    public Task<bool> ReleaseAsync(KubeObject live, string finalizer, CancellationToken cancellationToken) =>
        WriteAsync($"release {live.Key}", live.Key, () => inner.ReleaseAsync(live, finalizer, cancellationToken), cancellationToken);

    public Task CreateAsync(KubeObject desired, CancellationToken cancellationToken) =>
        _calls.CallAsync($"create {desired.Key}", () => inner.CreateAsync(desired, cancellationToken), cancellationToken);

    private Task<T> WriteAsync<T>(string call, ObjectKey key, Func<Task<T>> write, CancellationToken cancellationToken) => _calls.CallAsync(
        call,
        () => _calls.Happens(plan.Rates.Conflict, "conflict", call)
            ? throw new KubernetesApiException(HttpStatusCode.Conflict, "Conflict", $"Operation cannot be fulfilled on {key.Type} \"{key.Name}\": the object has been modified")
            : write(),
        cancellationToken);

    private static KubernetesApiException Unavailable(string call) =>
        new(HttpStatusCode.ServiceUnavailable, "ServiceUnavailable", $"the server is currently unable to handle the request ({call})");
}
