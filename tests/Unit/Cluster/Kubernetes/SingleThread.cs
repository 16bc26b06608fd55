namespace GitOpsKafka.Tests.Unit.Cluster.Kubernetes;

/// <summary>Runs what is posted to it when told to, on the test's own thread: nothing happens behind its back.</summary>
internal sealed class SingleThread : SynchronizationContext, IDisposable
{
    private readonly Queue<Action> _posted = new();
    private readonly SynchronizationContext? _before = Current;

    public SingleThread() => SetSynchronizationContext(this);

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_posted)
            _posted.Enqueue(() => d(state));
    }

    public void Drain()
    {
        while (true)
        {
            Action next;
            lock (_posted)
            {
                if (!_posted.TryDequeue(out next!))
                    return;
            }

            next();
        }
    }

    public void Dispose() => SetSynchronizationContext(_before);
}
