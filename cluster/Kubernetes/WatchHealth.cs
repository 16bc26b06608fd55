namespace GitOpsKafka.Cluster.Kubernetes;

/// <summary>How well a cache is in touch with the API server. Thread-safe.</summary>
internal sealed class WatchHealth(TimeProvider time)
{
    /// <summary>Longer than the time between bookmarks (about a minute), which is the first sign of life after a failure.</summary>
    private static readonly TimeSpan LongestFailure = TimeSpan.FromMinutes(2);

    /// <summary>Longer than any watch lasts.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(15);

    private long _heard;
    private long _failing;

    public DateTimeOffset? LastHeardAt => Moment(ref _heard);

    public bool IsStale => HasPassed(LastHeardAt, LongestSilence) || HasPassed(Moment(ref _failing), LongestFailure);

    public void Heard()
    {
        Interlocked.Exchange(ref _heard, time.GetUtcNow().UtcTicks);
        Interlocked.Exchange(ref _failing, 0);
    }

    public void Failed() => Interlocked.CompareExchange(ref _failing, time.GetUtcNow().UtcTicks, 0);

    private bool HasPassed(DateTimeOffset? since, TimeSpan limit) => since is { } moment && time.GetUtcNow() - moment > limit;

    private static DateTimeOffset? Moment(ref long ticks) => Interlocked.Read(ref ticks) is not 0 and var known ? new DateTimeOffset(known, TimeSpan.Zero) : null;
}
