using GitOpsKafka.Platform.Planning;

namespace GitOpsKafka.Reconciler.Loop;

/// <summary>
/// Which changes were requested lately, so that a pass does not repeat them while a worker is at it. Only in memory: after a
/// restart they are published again with the same ids, and workers find nothing to do. Not thread-safe.
/// </summary>
/// <param name="repeatAfter">A change that is still needed after this long is requested again: its worker gave up, or its event was lost.</param>
internal sealed class RequestLog(TimeProvider time, TimeSpan repeatAfter)
{
    private readonly Dictionary<string, (long At, string? Blocked)> _requested = new(StringComparer.Ordinal);

    /// <summary>
    /// A change that was held back is due again when nothing, or something else, holds it back: its id is the same. One that was
    /// requested is not told as blocked afterwards: its worker looks anew, and says so itself.
    /// </summary>
    public bool IsDue(Change change) => !_requested.TryGetValue(change.Id, out var told)
        || (told.Blocked is { } reason ? reason != change.Blocked?.Code : change.Blocked is null && time.GetElapsedTime(told.At) >= repeatAfter);

    public void Remember(Plan plan, IReadOnlyCollection<Change> published)
    {
        var now = time.GetTimestamp();
        foreach (var change in published)
            _requested[change.Id] = (now, change.Blocked?.Code);
        if (_requested.Count <= plan.Changes.Length)
            return;
        var current = plan.Changes.Select(change => change.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (id, told) in _requested.ToList())
        {
            if (!current.Contains(id) && time.GetElapsedTime(told.At) >= repeatAfter)
                _requested.Remove(id);
        }
    }
}
