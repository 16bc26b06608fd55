using System.Collections.Concurrent;
using System.Collections.Immutable;
using GitOpsKafka.Platform.Status.Checks;

namespace GitOpsKafka.Worker.HealthChecks;

/// <summary>What health checks found last, by uid of the KafkaCluster, for its status. Lost with the process; the status keeps it. Thread-safe.</summary>
internal sealed class HealthReports
{
    private readonly ConcurrentDictionary<string, ImmutableArray<CheckResult>> _results = new(StringComparer.Ordinal);

    /// <summary>Raised after something else was found than before, on the thread that found it.</summary>
    public event Action? Changed;

    /// <returns>Null when nothing was checked yet.</returns>
    public ImmutableArray<CheckResult>? Of(string uid) => _results.TryGetValue(uid, out var results) ? results : null;

    public void Set(string uid, ImmutableArray<CheckResult> results)
    {
        if (Of(uid) is { } before && before.SequenceEqual(results))
            return;
        _results[uid] = results;
        Changed?.Invoke();
    }

    /// <summary>Clusters that are gone are forgotten.</summary>
    public void KeepOnly(IReadOnlySet<string> uids)
    {
        foreach (var gone in _results.Keys.Where(uid => !uids.Contains(uid)))
            _results.TryRemove(gone, out _);
    }
}
