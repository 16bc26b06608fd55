using System.Collections.Immutable;
using System.Net;
using System.Runtime.CompilerServices;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Cluster.Kubernetes;

/// <summary>
/// A Kubernetes API server over HTTP. Objects stay JSON: nothing that a newer server sends is lost. Never repeats a request by itself;
/// callers know whether that is safe. Thread-safe.
/// Source: https://kubernetes.io/docs/reference/using-api/api-concepts/.
/// </summary>
public sealed class KubernetesHttpApi : IKubernetesApi, IDisposable
{
    private const int PageSize = 500;

    /// <summary>Lists that expire between their pages are begun again this often, then the server is too slow or too busy.</summary>
    private const int ListAttempts = 3;

    private readonly ApiClient _client;
    private readonly ServedVersions _versions;
    private readonly WatchTimes _times;

    /// <exception cref="k8s.Exceptions.KubeConfigException">The kubeconfig cannot be used.</exception>
    public KubernetesHttpApi(IOptions<KubernetesApiOptions> options, TimeProvider time, Random random)
    {
        _client = new ApiClient(options.Value, time);
        _versions = new ServedVersions(_client);
        _times = new WatchTimes(time, random);
    }

    /// <summary>Requests sent so far, watches and failed ones included.</summary>
    public long RequestCount => _client.RequestCount;

    public async Task<ObjectList> ListAsync(ResourceType type, string? @namespace, string? labelSelector, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await TryListAsync(type, @namespace, labelSelector, attempt == ListAttempts, cancellationToken) is { } list)
                return list;
        }
    }

    public async IAsyncEnumerable<WatchEvent> WatchAsync(
        ResourceType type, string? @namespace, string? labelSelector, string resourceVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var length = _times.Next();
        var served = await _versions.OfAsync(type, cancellationToken);
        var request = new ApiRequest("watch", HttpMethod.Get, type, ApiPaths.Of(served, @namespace).WithQuery(
            ("watch", "true"), ("allowWatchBookmarks", "true"), ("resourceVersion", resourceVersion), ("labelSelector", labelSelector), ("timeoutSeconds", $"{(int)length.TotalSeconds}")));
        await using var watch = new ApiWatch(_client, request, _times.Deadline(length), cancellationToken);
        while (await _versions.HeedAsync(type, watch.ReadAsync()) is { } change)
            yield return change;
    }

    public Task<KubeObject?> GetAsync(ObjectKey key, CancellationToken cancellationToken) => AskAsync(
        key.Type,
        served => new ApiRequest("get", HttpMethod.Get, key.Type, ApiPaths.Of(key with { Type = served })),
        answer => answer.IsNoSuchObject(key.Name) ? null : answer.OrThrow().ToObject(key.Type),
        cancellationToken);

    public Task<KubeObject> ApplyAsync(KubeObject desired, ApplyOptions options, CancellationToken cancellationToken) =>
        PatchAsync(desired.Key, "", served => ApiBodies.Of(desired, served), options, cancellationToken);

    public Task<KubeObject> ApplyStatusAsync(KubeObject desired, ApplyOptions options, CancellationToken cancellationToken) =>
        PatchAsync(desired.Key, "/status", served => ApiBodies.StatusOf(desired, served), options, cancellationToken);

    public Task<bool> DeleteAsync(ObjectKey key, string? uid, CancellationToken cancellationToken) => DeleteAsync(key, ApiBodies.DeleteOf(uid), cancellationToken);

    public Task<bool> DeleteAloneAsync(ObjectKey key, string uid, CancellationToken cancellationToken) => DeleteAsync(key, ApiBodies.DeleteOf(uid, isAlone: true), cancellationToken);

    public Task<bool> ReleaseAsync(KubeObject live, string finalizer, CancellationToken cancellationToken) => AskAsync(
        live.Key.Type,
        served => new ApiRequest("patch", HttpMethod.Patch, live.Key.Type, ApiPaths.Of(live.Key with { Type = served })) { Body = ApiBodies.ReleaseOf(live, finalizer), MediaType = ApiRequest.MergePatch },
        answer => !answer.IsNoSuchObject(live.Key.Name) && answer.OrThrow().IsSuccess,
        cancellationToken);

    public Task CreateAsync(KubeObject desired, CancellationToken cancellationToken) => AskAsync(
        desired.Key.Type,
        served => new ApiRequest("create", HttpMethod.Post, desired.Key.Type, ApiPaths.Of(served, desired.Key.Namespace)) { Body = ApiBodies.Of(desired, served) },
        answer => answer.OrThrow(),
        cancellationToken);

    public void Dispose() => _client.Dispose();

    private async Task<T> AskAsync<T>(ResourceType type, Func<ResourceType, ApiRequest> request, Func<ApiAnswer, T> read, CancellationToken cancellationToken)
    {
        var served = await _versions.OfAsync(type, cancellationToken);
        return await _versions.HeedAsync(type, _client.SendAsync(request(served), read, cancellationToken));
    }

    private Task<bool> DeleteAsync(ObjectKey key, byte[] body, CancellationToken cancellationToken) => AskAsync(
        key.Type,
        served => new ApiRequest("delete", HttpMethod.Delete, key.Type, ApiPaths.Of(key with { Type = served })) { Body = body },
        answer => !answer.IsNoSuchObject(key.Name) && answer.OrThrow().IsSuccess,
        cancellationToken);

    private Task<KubeObject> PatchAsync(ObjectKey key, string subresource, Func<ResourceType, byte[]> body, ApplyOptions options, CancellationToken cancellationToken)
    {
        // Servers before 1.25 do not know fieldValidation and pass over it.
        (string Name, string? Value)[] query =
        [
            ("fieldManager", options.FieldManager), ("force", options.Force ? "true" : "false"), ("fieldValidation", "Strict"), ("dryRun", options.DryRun ? "All" : null),
        ];
        return AskAsync(
            key.Type,
            served => new ApiRequest("patch", HttpMethod.Patch, key.Type, (ApiPaths.Of(key with { Type = served }) + subresource).WithQuery(query)) { Body = body(served), MediaType = ApiRequest.ApplyPatch },
            answer => answer.OrThrow().ToObject(key.Type),
            cancellationToken);
    }

    /// <returns>Null when the list expired between two pages and another attempt may follow.</returns>
    private async Task<ObjectList?> TryListAsync(ResourceType type, string? @namespace, string? labelSelector, bool isLastAttempt, CancellationToken cancellationToken)
    {
        var items = ImmutableArray.CreateBuilder<KubeObject>();
        var next = "";
        while (true)
        {
            (string Name, string? Value)[] query = [("limit", $"{PageSize}"), ("labelSelector", labelSelector), ("continue", next.Length > 0 ? next : null)];
            var mayExpire = next.Length > 0 && !isLastAttempt;
            var page = await AskAsync(
                type,
                served => new ApiRequest("list", HttpMethod.Get, type, ApiPaths.Of(served, @namespace).WithQuery(query)),
                answer => mayExpire && answer.Status == HttpStatusCode.Gone ? null : ObjectPage.Read(type, answer.OrThrow().Body),
                cancellationToken);
            if (page is null)
                return null;
            items.AddRange(page.Items);
            if (page.Continue.Length == 0)
                return new ObjectList(items.DrainToImmutable(), page.ResourceVersion);
            next = page.Continue;
        }
    }
}
