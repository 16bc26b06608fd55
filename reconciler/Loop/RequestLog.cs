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
    /// <summary>A change that nobody needed for so long is another one when it is needed again. Longer than Kafka may take to answer: until then what it has is unknown.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(20);

    private readonly Dictionary<string, Request> _requested = new(StringComparer.Ordinal);
    private readonly Dictionary<ResourceKey, (string Left, long Since)> _underWay = [];

    /// <summary>
    /// Watches over work that is under way: when what is left of it stays the same for so long, its worker may be gone, and with it
    /// the only one who would have told. And over requests that are fulfilled: what is done by hand again must be put right again.
    /// </summary>
    public void Follow(Plan plan)
    {
        ForgetFulfilled(plan);
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

    public void Remember(IEnumerable<Change> published)
    {
        foreach (var change in published)
            _requested[change.Id] = new Request(time.GetTimestamp(), change.Blocked?.Code, null);
    }

    private void ForgetFulfilled(Plan plan)
    {
        if (_requested.Count == 0)
            return;
        var needed = plan.Changes.Select(change => change.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (id, told) in _requested.ToList())
        {
            if (told.FulfilledAt is { } since && time.GetElapsedTime(since) >= Settled)
                _requested.Remove(id);
            else
                _requested[id] = told with { FulfilledAt = needed.Contains(id) ? null : told.FulfilledAt ?? time.GetTimestamp() };
        }
    }

    private bool IsDueAgain(Change change, Request told) =>
        told.Blocked is { } reason ? reason != change.Blocked?.Code : change.Blocked is null && time.GetElapsedTime(told.At) >= repeatAfter;

    private bool HasStoodStill(ResourceKey key) => _underWay.TryGetValue(key, out var known) && time.GetElapsedTime(known.Since) >= repeatAfter;

    private static string Left(Change change) => $"{change.Id} {string.Join("; ", change.Effects.Select(effect => effect.Describe()))}";

    /// <param name="FulfilledAt">Since when it is not needed any more; null while it is.</param>
    private sealed record Request(long At, string? Blocked, long? FulfilledAt);
}
