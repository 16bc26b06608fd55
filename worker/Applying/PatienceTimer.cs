namespace GitOpsKafka.Worker.Applying;

/// <summary>
/// Patience for one piece of work. There is no cap on the whole: log recovery may take an hour. Only standstill ends it.
/// Not thread-safe.
/// </summary>
/// <param name="limit">How long nothing may move.</param>
internal sealed class PatienceTimer(TimeProvider time, TimeSpan limit, Func<CancellationToken, Task> change)
{
    private string _fingerprint = "";
    private long _movedAt = time.GetTimestamp();

    public TimeSpan Limit => limit;

    /// <param name="fingerprint">Differs from the one before when something has moved.</param>
    /// <returns>False when nothing has moved for too long.</returns>
    public async Task<bool> WaitAsync(string fingerprint, CancellationToken cancellationToken)
    {
        if (fingerprint != _fingerprint)
            (_fingerprint, _movedAt) = (fingerprint, time.GetTimestamp());
        if (time.GetElapsedTime(_movedAt) > limit)
            return false;
        await change(cancellationToken);
        return true;
    }
}
