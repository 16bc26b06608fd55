using System.Collections.Concurrent;

namespace GitOpsKafka.Reconciler.Git;

/// <summary>
/// One named thread that runs blocking work of libgit2, in order, so that a slow server holds no thread of the pool.
/// A background thread: it never keeps the process alive.
/// </summary>
internal sealed class GitThread : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];

    private readonly Action _atEnd;
    private bool _isDisposed;
    private readonly Thread _thread;

    /// <param name="atEnd">Runs on the thread after all work.</param>
    public GitThread(string name, Action atEnd)
    {
        _atEnd = atEnd;
        _thread = new Thread(Run) { Name = name, IsBackground = true };
        _thread.Start();
    }

    /// <summary>
    /// Runs the work after all that was given before. When the token is cancelled the caller goes on at once;
    /// the work itself ends when it looks at its token, or at the network timeout.
    /// </summary>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() => Complete(done, work, cancellationToken), cancellationToken);
        return done.Task.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Takes no more work and waits a second for what is running; after that it ends by itself. Again does nothing: a container
    /// disposes a service once for each type that it is registered as.
    /// </summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
            return;
        _work.CompleteAdding();
        _thread.Join(TimeSpan.FromSeconds(1));
    }

    private static void Complete<T>(TaskCompletionSource<T> done, Func<T> work, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            done.TrySetResult(work());
        }
        catch (OperationCanceledException cancelled)
        {
            done.TrySetCanceled(cancelled.CancellationToken);
        }
        catch (Exception failure)
        {
            done.TrySetException(failure);
        }
    }

    private void Run()
    {
        foreach (var action in _work.GetConsumingEnumerable())
            action();
        _atEnd();
        _work.Dispose();
    }
}
