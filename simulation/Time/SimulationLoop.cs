using System.Runtime.ExceptionServices;

namespace GitOpsKafka.Simulation.Time;

/// <summary>
/// Runs asynchronous code on the calling thread alone: one continuation after another, and when there is none, the clock jumps to the next timer.
/// Two runs of the same program with the same seed take the same steps. Not thread-safe; nothing of it lives on after <see cref="Run(Func{Task})"/>.
/// </summary>
/// <remarks>
/// What stays on the loop: <c>await</c> of tasks, of channels, of <see cref="PeriodicTimer"/>, of <c>SemaphoreSlim.WaitAsync()</c>, of sources with
/// <see cref="TaskCreationOptions.RunContinuationsAsynchronously"/>. What leaves it by way of the thread pool: <c>Task.Run</c>, <c>ChannelReader.ReadAllAsync</c> (the
/// library awaits without the context), <c>SemaphoreSlim.WaitAsync(token)</c> when it has to wait, a wait on a channel that is cancelled, <c>AsTask()</c> of a channel's
/// ValueTask, <c>WhenAny</c> or <c>WaitAsync</c> over a source that runs continuations asynchronously, <c>CancelAsync</c>. The loop notices each and waits for
/// it, or refuses it with the stack of the place: see <see cref="SimulationLimits.ForeignPatience"/>.
/// </remarks>
/// <param name="limits">When to give up; by default <see cref="SimulationLimits.Default"/>.</param>
/// <param name="shuffle">Picks which of the ready continuations goes next, to explore interleavings; null takes the oldest.</param>
public sealed class SimulationLoop(VirtualClock clock, SimulationLimits? limits = null, Random? shuffle = null)
{
    private readonly SimulationLimits _limits = limits ?? SimulationLimits.Default;

    /// <summary>Continuations and timers run so far.</summary>
    public long Steps { get; private set; }

    /// <exception cref="SimulationDeadlockException">Nothing is left to do and the task has not finished.</exception>
    /// <exception cref="SimulationLimitException">It took too many steps or too long.</exception>
    /// <exception cref="ForeignThreadException">Under <see cref="SimulationLimits.Strict"/>: something left the loop.</exception>
    public void Run(Func<Task> main)
    {
        var before = SynchronizationContext.Current;
        var context = new LoopContext(Environment.CurrentManagedThreadId, _limits.ForeignPatience, shuffle);
        PoolWatch.Watch(isWatched: true);
        SynchronizationContext.SetSynchronizationContext(context);
        try
        {
            var task = main();
            context.Settle();
            while (!task.IsCompleted)
                Step(context);
            Rethrow(task);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
            PoolWatch.Watch(isWatched: false);
        }
    }

    /// <inheritdoc cref="Run(Func{Task})"/>
    public T Run<T>(Func<Task<T>> main)
    {
        var result = default(T);
        Run(async Task () => result = await main());
        return result!;
    }

    private void Step(LoopContext context)
    {
        if (++Steps > _limits.MaxSteps)
            throw new SimulationLimitException($"the simulation took more than {_limits.MaxSteps} steps; it is at {clock.Elapsed}");
        if (clock.Elapsed > _limits.MaxTime)
            throw new SimulationLimitException($"the simulation ran past {_limits.MaxTime} of its own time, in {Steps} steps");
        if (!context.RunOne() && !clock.FireNext())
            Deadlock(context);
        context.Settle();
    }

    private static void Deadlock(LoopContext context)
    {
        // Real time, spent only on the way to an error: it lets the true cause show when a continuation is still on its way from another thread.
        if (context.WaitForForeign(TimeSpan.FromMilliseconds(200)))
            return;
        throw new SimulationDeadlockException("nothing is left to do: no continuation is ready, no timer is set, and the program has not finished");
    }

    private static void Rethrow(Task task)
    {
        if (task.IsCanceled)
            throw new TaskCanceledException(task);
        if (task.Exception is { } failure)
            ExceptionDispatchInfo.Throw(failure.InnerExceptions[0]);
    }
}
