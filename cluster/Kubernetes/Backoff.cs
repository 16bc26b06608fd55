namespace GitOpsKafka.Cluster.Kubernetes;

/// <summary>Pauses between attempts: from 0.2 s, doubled each time, at most 30 s, spread by chance so that processes do not move in step. Not thread-safe.</summary>
internal sealed class Backoff(Random random)
{
    private const double Shortest = 0.2;
    private const double Longest = 20;

    private int _failures;

    public int Failures => _failures;

    public void Reset() => _failures = 0;

    public TimeSpan Next()
    {
        var least = Math.Min(Longest, Shortest * Math.Pow(2, Math.Min(_failures++, 16)));
        return TimeSpan.FromSeconds(least * (1 + (random.NextDouble() / 2)));
    }
}
