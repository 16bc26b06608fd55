namespace GitOpsKafka.Cluster.Bus;

/// <summary>
/// Which offset of one partition may be committed while events are done out of order: the low-water mark, below which all is done.
/// Memory grows with what is not done, not with how far ahead others are. Not thread-safe.
/// </summary>
internal sealed class OffsetTracker
{
    private readonly SortedSet<long> _open = [];
    private long? _last;

    /// <summary>Accepted and not done.</summary>
    public int OpenCount => _open.Count;

    /// <summary>Next offset to read after a restart; null before the first event.</summary>
    public long? LowWaterMark => _open.Count > 0 ? _open.Min : _last + 1;

    /// <returns>False when the offset was accepted before; offsets come in ascending order.</returns>
    public bool Accept(long offset)
    {
        if (offset <= _last)
            return false;
        _last = offset;
        return _open.Add(offset);
    }

    public void Complete(long offset) => _open.Remove(offset);
}
