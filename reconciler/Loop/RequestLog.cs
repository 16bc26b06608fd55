using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Reconciler.Loop;

/// <summary>
/// Which changes were requested lately, so that a pass does not repeat them while a worker is at it. Only in memory: after a
/// restart they are published again with the same ids, and workers find nothing to do. Not thread-safe.
/// </summary>
/// <param name="repeatAfter">A change that is still needed after this long is requested again: its worker gave up, or its event was lost.</param>
internal sealed class RequestLog(TimeProvider time, TimeSpan repeatAfter)
{
    private readonly Dictionary<string, (long At, string? Blocked)> _requested = new(StringComparer.Ordinal);
    private readonly Dictionary<ResourceKey, (string Left, long Since)> _underWay = [];

    /// <summary>
    /// Watches over work that is under way: when what is left of it stays the same for so long, its worker may be gone, and with it
    /// the only one who would have told.
    /// </summary>
    public void Follow(Plan plan)
    {
        var underWay = plan.Changes.Where(change => change.IsUnderWay).ToDictionary(change => change.Key, Left);
        foreach (var key in _underWay.Keys.Where(key => !underWay.ContainsKey(key)).ToList())
            _underWay.Remove(key);
        foreach (var (key, left) in underWay)
        {
            if (!_underWay.TryGetValue(key, out var known) || known.Left != left)
                _underWay[key] = (left, time.GetTimestamp());
        }
    }

    /// <summary>
    /// A change that was held back is due again when nothing, or something else, holds it back: its id is the same. One that was
    /// requested is not told as blocked afterwards: its worker looks anew, and says so itself.
    /// </summary>
    public bool IsDue(Change change) => (!change.IsUnderWay || HasStoodStill(change.Key)) && (!_requested.TryGetValue(change.Id, out var told) || IsDueAgain(change, told));

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

    private bool IsDueAgain(Change change, (long At, string? Blocked) told) =>
        told.Blocked is { } reason ? reason != change.Blocked?.Code : change.Blocked is null && time.GetElapsedTime(told.At) >= repeatAfter;

    private bool HasStoodStill(ResourceKey key) => _underWay.TryGetValue(key, out var known) && time.GetElapsedTime(known.Since) >= repeatAfter;

    private static string Left(Change change) => $"{change.Id} {string.Join("; ", change.Effects.Select(effect => effect.Describe()))}";
}
