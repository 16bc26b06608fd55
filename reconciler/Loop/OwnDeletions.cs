using GitOpsKafka.Platform.Planning;

namespace GitOpsKafka.Reconciler.Loop;

/// <summary>
/// What was requested to be deleted here: when Git wants it back, nobody else deleted it. In memory only, as what is seen of deletions is. Not thread-safe.
/// </summary>
internal sealed class OwnDeletions
{
    /// <summary>Beyond it all are forgotten: then one that comes back is told as drift.</summary>
    private const int Most = 10_000;

    private readonly HashSet<string> _uids = new(StringComparer.Ordinal);

    public void Note(IEnumerable<Change> requested)
    {
        if (_uids.Count > Most)
            _uids.Clear();
        _uids.UnionWith(requested.Where(change => change is { Operation: ChangeOperation.Delete, Blocked: null }).SelectMany(change => change.Effects).OfType<Effect.DeleteObject>().Select(delete => delete.Uid));
    }

    /// <summary>What is observed, but for these deletions.</summary>
    public ObservedState HideIn(ObservedState observed) => _uids.Count == 0
        ? observed
        : observed with { Deleted = observed.Deleted.RemoveRange(observed.Deleted.Where(deletion => _uids.Contains(deletion.Value.Uid)).Select(deletion => deletion.Key)) };
}
