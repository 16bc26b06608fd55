using GitOpsKafka.Cluster.Kubernetes;

namespace GitOpsKafka.Worker.Applying;

/// <summary>Waits for the world to move, and tells when it has not for too long. Thread-safe.</summary>
internal sealed class Patience(TimeProvider time, WatchCaches caches, Random random)
{
    /// <summary>Looked again after this long whatever the watches say: Kafka has no watch, and a watch may lag. Jitter spreads many waits.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    /// <summary>Changes come in swarms while nodes start, and each look asks the API server for all that the cluster is made of: one is enough for all of them.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();

    /// <param name="limit">How long nothing may move.</param>
    public PatienceTimer Start(TimeSpan limit) => new(time, limit, () => caches.Version, ChangeAsync);

    private async Task ChangeAsync(long seen, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var change = caches.WaitForChangeAsync(seen, enough.Token);
        var isChange = await Task.WhenAny(change, PauseAsync(enough.Token)) == change;
        // CancelAsync would go through the thread pool: two runs of a simulation could then differ.
#pragma warning disable VSTHRD103
        enough.Cancel();
#pragma warning restore VSTHRD103
        cancellationToken.ThrowIfCancellationRequested();
        if (isChange)
            await Task.Delay(Settle, time, cancellationToken);
    }

    /// <summary>Apart, because a cancelled delay wakes WhenAny by way of the thread pool, and a cancelled method does not.</summary>
    private async Task PauseAsync(CancellationToken cancellationToken) => await Task.Delay(LongestWait * (0.75 + (0.5 * Jitter())), time, cancellationToken);

    private double Jitter()
    {
        lock (_gate)
            return random.NextDouble();
    }
}
