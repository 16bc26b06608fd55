namespace GitOpsKafka.Cluster.Kubernetes;

/// <summary>How long watches last: 5 to 10 minutes, by chance, so that they do not all begin again at once. Thread-safe.</summary>
internal sealed class WatchTimes(TimeProvider time, Random random)
{
    /// <summary>Patience beyond the length asked for, before a silent connection is taken for dead.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    public TimeSpan Next()
    {
        lock (random)
            return TimeSpan.FromSeconds(random.Next(300, 601));
    }

    public CancellationTokenSource Deadline(TimeSpan length) => new(length + Grace, time);
}
