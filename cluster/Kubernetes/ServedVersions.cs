using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Net;
using System.Text.Json;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Cluster.Kubernetes;

/// <summary>
/// In which version this server serves a type of <see cref="ApiVersions"/>: asked once by discovery, and again after the server said that
/// it does not know what was chosen. The server's own version is never looked at: distributions serve what they like. Thread-safe.
/// Source: https://kubernetes.io/docs/concepts/overview/kubernetes-api/#discovery-api.
/// </summary>
internal sealed class ServedVersions(ApiClient client)
{
    private readonly ConcurrentDictionary<ResourceType, ResourceType> _known = new();

    /// <exception cref="KubernetesApiException">The server could not be asked.</exception>
    public ValueTask<ResourceType> OfAsync(ResourceType type, CancellationToken cancellationToken) =>
        !ApiVersions.IsOneOfMany(type) ? ValueTask.FromResult(type)
        : _known.TryGetValue(type, out var served) ? ValueTask.FromResult(served)
        : new ValueTask<ResourceType>(DiscoverAsync(type, cancellationToken));

    /// <summary>Completes as the answer does. A 404 that comes as a failure speaks of the type: one of an object is no failure.</summary>
    public async Task<T> HeedAsync<T>(ResourceType type, Task<T> answer)
    {
        try
        {
            return await answer;
        }
        catch (KubernetesApiException error) when (error.Status == HttpStatusCode.NotFound)
        {
            _known.TryRemove(type, out _);
            throw;
        }
    }

    private async Task<ResourceType> DiscoverAsync(ResourceType type, CancellationToken cancellationToken)
    {
        var request = new ApiRequest("get", HttpMethod.Get, type, $"apis/{type.Group}");
        var served = await client.SendAsync(request, answer => answer.Status == HttpStatusCode.NotFound ? type : ApiVersions.Choose(type, Read(answer.OrThrow())), cancellationToken);
        _known[type] = served;
        return served;
    }

    /// <summary>Reads an <c>APIGroup</c>.</summary>
    private static FrozenSet<string> Read(ApiAnswer answer) =>
        JsonElement.Parse(answer.Body).GetProperty("versions").EnumerateArray().Select(version => version.GetProperty("version").GetString()!).ToFrozenSet(StringComparer.Ordinal);
}
