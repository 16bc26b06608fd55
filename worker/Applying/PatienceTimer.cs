namespace GitOpsKafka.Worker.Applying;

/// <summary>
/// Patience for one piece of work. There is no cap on the whole: log recovery may take an hour. Only standstill ends it.
/// Not thread-safe.
/// </summary>
/// <param name="limit">How long nothing may move.</param>
/// <param name="version">Version of what is watched.</param>
/// <param name="change">Completes after a change past the version given, or after a while.</param>
internal sealed class PatienceTimer(TimeProvider time, TimeSpan limit, Func<long> version, Func<long, CancellationToken, Task> change)
{
    private string _fingerprint = "";
    private long _movedAt = time.GetTimestamp();
    private long _looked;

    public TimeSpan Limit => limit;

    /// <summary>Before each look at the cluster: a change after it ends the wait that follows.</summary>
    public void Look() => _looked = version();

    /// <param name="fingerprint">Differs from the one before when something has moved.</param>
    /// <returns>False when nothing has moved for too long.</returns>
    public async Task<bool> WaitAsync(string fingerprint, CancellationToken cancellationToken)
    {
        if (fingerprint != _fingerprint)
            (_fingerprint, _movedAt) = (fingerprint, time.GetTimestamp());
        if (time.GetElapsedTime(_movedAt) > limit)
            return false;
        await change(_looked, cancellationToken);
        return true;
    }
}
