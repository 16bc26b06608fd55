using GitOpsKafka.Platform.Planning;

namespace GitOpsKafka.Reconciler.Loop;

/// <summary>
/// Which changes were requested lately, so that a pass does not repeat them while a worker is at it. Only in memory: after a
/// restart they are published again with the same ids, and workers find nothing to do. Not thread-safe.
/// </summary>
/// <param name="repeatAfter">A change that is still needed after this long is requested again: its worker gave up, or its event was lost.</param>
internal sealed class RequestLog(TimeProvider time, TimeSpan repeatAfter)
{
    private readonly Dictionary<string, long> _requested = new(StringComparer.Ordinal);

    public bool IsDue(Change change) =>
        !_requested.TryGetValue(change.Id, out var at) || (change.Blocked is null && time.GetElapsedTime(at) >= repeatAfter);

    public void Remember(Plan plan, IReadOnlyCollection<Change> published)
    {
        var now = time.GetTimestamp();
        foreach (var change in published)
            _requested[change.Id] = now;
        if (_requested.Count <= plan.Changes.Length)
            return;
        var current = plan.Changes.Select(change => change.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (id, at) in _requested.ToList())
        {
            if (!current.Contains(id) && time.GetElapsedTime(at) >= repeatAfter)
                _requested.Remove(id);
        }
    }
}
