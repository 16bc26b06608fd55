using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;

namespace GitOpsKafka.TestCluster;

/// <summary>
/// Addresses behind the names of Services, as cluster DNS gives them; kept up to date by watches. Thread-safe.
/// Source: https://github.com/kubernetes/dns/blob/master/docs/specification.md.
/// </summary>
internal sealed class ServiceNames(HttpClient api)
{
    private const string Domain = ".cluster.local";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<string, JsonElement> services = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, JsonElement> endpoints = new(StringComparer.Ordinal);

    /// <summary>Follows the API server until cancelled, also through its restarts.</summary>
    public Task FollowAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(FollowAsync("services", services, cancellationToken), FollowAsync("endpoints", endpoints, cancellationToken));

    /// <summary>Addresses of <c>SERVICE.NAMESPACE.svc.cluster.local</c> or <c>POD.SERVICE.NAMESPACE.svc.cluster.local</c>, in lower case; empty when there is no such name.</summary>
    public IEnumerable<IPAddress> Find(string name)
    {
        if (!name.EndsWith(Domain, StringComparison.Ordinal))
        {
            return [];
        }

        return name[..^Domain.Length].Split('.') switch
        {
            [var service, var @namespace, "svc"] => Find($"{@namespace}/{service}", pod: null),
            [var pod, var service, var @namespace, "svc"] => Find($"{@namespace}/{service}", pod),
            _ => [],
        };
    }

    private IEnumerable<IPAddress> Find(string key, string? pod)
    {
        if (!services.TryGetValue(key, out var service))
        {
            return [];
        }

        var own = service.GetProperty("spec").TryGetProperty("clusterIP", out var value) ? value.GetString() : null;
        return own == "None" ? Behind(key, pod) : pod is null && own is not null ? [IPAddress.Parse(own)] : [];
    }

    private IEnumerable<IPAddress> Behind(string key, string? pod) =>
        from subset in endpoints.TryGetValue(key, out var found) && found.TryGetProperty("subsets", out var subsets) ? subsets.EnumerateArray().ToArray() : []
        where subset.TryGetProperty("addresses", out _)
        from address in subset.GetProperty("addresses").EnumerateArray()
        where pod is null || (address.TryGetProperty("hostname", out var host) && host.ValueEquals(pod))
        select IPAddress.Parse(address.GetProperty("ip").GetString()!);

    private async Task FollowAsync(string resource, ConcurrentDictionary<string, JsonElement> found, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await WatchAsync(resource, found, await ListAsync(resource, found, cancellationToken), cancellationToken);
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                await Task.Delay(Pause, cancellationToken); // the API server is away
            }
        }
    }

    private async Task<string> ListAsync(string resource, ConcurrentDictionary<string, JsonElement> found, CancellationToken cancellationToken)
    {
        using var list = JsonDocument.Parse(await api.GetStringAsync($"api/v1/{resource}", cancellationToken));
        var items = list.RootElement.GetProperty("items").EnumerateArray().ToDictionary(Key, item => item.Clone(), StringComparer.Ordinal);
        foreach (var gone in found.Keys.Except(items.Keys))
        {
            _ = found.TryRemove(gone, out _);
        }

        foreach (var (key, item) in items)
        {
            found[key] = item;
        }

        return list.RootElement.GetProperty("metadata").GetProperty("resourceVersion").GetString()!;
    }

    private async Task WatchAsync(string resource, ConcurrentDictionary<string, JsonElement> found, string version, CancellationToken cancellationToken)
    {
        await using var stream = await api.GetStreamAsync($"api/v1/{resource}?watch=1&resourceVersion={version}", cancellationToken);
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            using var change = JsonDocument.Parse(line);
            var item = change.RootElement.GetProperty("object");
            switch (change.RootElement.GetProperty("type").GetString())
            {
                case "ADDED" or "MODIFIED":
                    found[Key(item)] = item.Clone();
                    break;
                case "DELETED":
                    _ = found.TryRemove(Key(item), out _);
                    break;
                default:
                    return; // the version is too old to go on from: list again
            }
        }
    }

    private static string Key(JsonElement item) =>
        $"{item.GetProperty("metadata").GetProperty("namespace").GetString()}/{item.GetProperty("metadata").GetProperty("name").GetString()}";
}
