using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Cluster.Kubernetes;

/// <summary>
/// The caches of all types that planning looks at: our own kinds, and the objects made for clusters (those with the label
/// <c>gitopskafka.io/cluster</c>). Reading is thread-safe; <see cref="RunAsync"/> runs once.
/// </summary>
public sealed class WatchCaches
{
    private readonly ChangeSignal _changes = new();
    private readonly SeenDeletions _deletions = new();
    private readonly ImmutableArray<WatchCache> _caches;

    /// <param name="namespace">The only namespace that is watched; null for all.</param>
    public WatchCaches(IKubernetesApi api, string? @namespace, TimeProvider time, Random random, ILoggerFactory loggers)
    {
        var logger = loggers.CreateLogger<WatchCache>();
        // Random is not thread-safe: each cache has one of its own.
        _caches = [.. WatchScope.All(@namespace).Select(scope => new WatchCache(api, scope, time, new Random(random.Next()), logger) { Changes = new ChangeSignal(_changes), Deletions = _deletions })];
    }

    /// <summary>Whether every type is known.</summary>
    public bool IsSynced => _caches.All(cache => cache.IsSynced);

    public bool IsStale => _caches.Any(cache => cache.IsStale);

    /// <summary>When the type that is furthest behind was last heard of; null while one never was.</summary>
    public DateTimeOffset? LastSyncedAt => _caches.Any(cache => cache.LastSyncedAt is null) ? null : _caches.Min(cache => cache.LastSyncedAt);

    /// <summary>Grows with every change of any type. Read it before <see cref="Observe"/>.</summary>
    public long Version => _changes.Version;

    /// <exception cref="ArgumentException">The type is not watched.</exception>
    public WatchCache Of(ResourceType type) => _caches.FirstOrDefault(cache => cache.Scope.Type == type) ?? throw new ArgumentException($"{type} is not watched", nameof(type));

    /// <summary>Completes once anything changed after the version given.</summary>
    public Task<long> WaitForChangeAsync(long afterVersion, CancellationToken cancellationToken) => _changes.WaitAsync(afterVersion, cancellationToken);

    public async Task WaitForSyncAsync(CancellationToken cancellationToken)
    {
        foreach (var cache in _caches)
            await cache.WaitForSyncAsync(cancellationToken);
    }

    /// <summary>The objects by type. A type that is not known is left out: unknown is not empty.</summary>
    public ImmutableDictionary<ResourceType, ImmutableDictionary<ObjectKey, KubeObject>> Observe() =>
        _caches.Where(cache => cache.IsSynced).ToImmutableDictionary(cache => cache.Scope.Type, cache => cache.Snapshot);

    /// <summary>Resources, and objects made from clusters, that were seen to be deleted and are not back, with the uid that each had.</summary>
    public ImmutableDictionary<ObjectKey, Deletion> ObserveDeleted() => _deletions.All;

    /// <summary>Runs all caches until cancelled; then completes normally.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(_caches.Select(cache => cache.RunAsync(cancellationToken)));
}
