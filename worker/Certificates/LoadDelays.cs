using System.Collections.Concurrent;
using System.Collections.Immutable;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Worker.Certificates;

/// <summary>Remembers since when nodes have not loaded what is stored for them. Thread-safe; lost with the process.</summary>
internal sealed class LoadDelays(TimeProvider time)
{
    /// <summary>A kubelet needs two minutes at most; a broker that takes longer refuses what it reads, or is down.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(ResourceKey Cluster, string Pod), DateTimeOffset> _since = new();

    /// <returns>Those that are late.</returns>
    public ImmutableArray<string> Update(ResourceKey cluster, ImmutableArray<string> notLoaded)
    {
        var now = time.GetUtcNow();
        foreach (var loaded in _since.Keys.Where(known => known.Cluster == cluster && !notLoaded.Contains(known.Pod)))
            _since.TryRemove(loaded, out _);
        return [.. notLoaded.Where(pod => now - _since.GetOrAdd((cluster, pod), now) >= Late)];
    }
}
