namespace GitOpsKafka.Reconciler.Git;

/// <summary>
/// Numbers the revisions of one branch so that a later one is never smaller: the count of commits along the first parents,
/// or one more than the last number when the branch was rewritten to something shorter. Thread-safe.
/// </summary>
public sealed class RevisionSequence
{
    private readonly Lock _gate = new();
    private long _floor;
    private string? _floorSha;
    private string? _sha;
    private long _last;

    /// <summary>
    /// Keeps the numbers at or above what was used before this process began, read from the annotations of the cluster
    /// (<see cref="GitOpsKafka.Platform.Resources.Marks.Sequence"/>). A lower floor than before changes nothing.
    /// </summary>
    /// <param name="sha">The commit that used the number: any other gets a higher one. Null when it is not known.</param>
    public void RaiseTo(long floor, string? sha = null)
    {
        lock (_gate)
        {
            if (floor > _floor)
                (_floor, _floorSha) = (floor, sha);
        }
    }

    /// <summary>The number of the commit; the same again while the commit stays the same.</summary>
    /// <param name="commitCount">Commits along the first parents, this one included.</param>
    public long Next(string sha, long commitCount)
    {
        lock (_gate)
        {
            if (sha != _sha)
                _last = Math.Max(Math.Max(commitCount, Least(sha)), _last + 1);
            _sha = sha;
            return _last;
        }
    }

    private long Least(string sha) => _floorSha is null || _floorSha == sha ? _floor : _floor + 1;
}
