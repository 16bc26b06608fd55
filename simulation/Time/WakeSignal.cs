namespace GitOpsKafka.Simulation.Time;

/// <summary>
/// Wakes one waiter; a wake before the wait is kept, several are one. Unlike a channel it stays on the simulation's thread when the wait is
/// cancelled (channels cancel by way of the thread pool). Thread-safe; setting it runs no code of the waiter.
/// </summary>
internal sealed class WakeSignal
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _waiting;
    private bool _isSet;

    public void Set()
    {
        lock (_lock)
        {
            _isSet = _waiting is null || !_waiting.TrySetResult();
            _waiting = null;
        }
    }

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_isSet)
            {
                _isSet = false;
                return;
            }

            _waiting = waiting;
        }

        using var registration = cancellationToken.Register(() => waiting.TrySetCanceled(cancellationToken));
        await waiting.Task;
    }
}
