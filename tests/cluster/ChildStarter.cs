using System.Collections.Concurrent;
using System.Diagnostics;

namespace GitOpsKafka.TestCluster;

/// <summary>
/// The one thread that starts child processes. Linux sends a child its parent-death signal when the <em>thread</em> that
/// forked it ends (prctl(2), PR_SET_PDEATHSIG), and thread-pool threads end while the test host lives on. This thread
/// ends with the process, never earlier.
/// </summary>
internal static class ChildStarter
{
    private static readonly BlockingCollection<Action> Starts = Begin();

    /// <summary>Starts the process on that thread.</summary>
    public static Process Start(ProcessStartInfo info)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Starts.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(info) ?? throw new InvalidOperationException($"{info.FileName} did not start."));
            }
            catch (Exception exception)
            {
                started.SetException(exception);
            }
        });
#pragma warning disable VSTHRD002 // fork and exec take milliseconds, on a thread that waits for nothing else
        return started.Task.GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
    }

    private static BlockingCollection<Action> Begin()
    {
        var starts = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var start in starts.GetConsumingEnumerable())
            {
                start();
            }
        })
        { IsBackground = true, Name = "child starter" }.Start();
        return starts;
    }
}
