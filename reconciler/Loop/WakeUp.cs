namespace GitOpsKafka.Reconciler.Loop;

/// <summary>
/// Wakes the loop before its interval ends. Signals coalesce: many before a wait, or during one, are one wake-up, and none is lost.
/// Anyone may signal; one reader waits.
/// </summary>
public sealed class WakeUp(TimeProvider time)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _signal = Fresh();

    public void Signal()
    {
        lock (_gate)
            _signal.TrySetResult();
    }

    /// <summary>Waits for a signal, and takes it, or until the time has passed.</summary>
    /// <returns>True when there was a signal, false when the time passed.</returns>
    public async Task<bool> WaitAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            await SignalAsync().WaitAsync(timeout, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // A signal in this very moment stays in place: the next wait returns at once.
            return false;
        }

        lock (_gate)
            _signal = Fresh();
        return true;
    }

    /// <summary>Awaited here, so that the wait above goes on where its caller runs and not on the thread pool.</summary>
    private async Task SignalAsync() => await Current().Task;

    private TaskCompletionSource Current()
    {
        lock (_gate)
            return _signal;
    }

    // The waiter resumes on its own scheduler and never inside Signal.
    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
