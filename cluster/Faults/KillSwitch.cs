using System.Diagnostics;

namespace GitOpsKafka.Cluster.Faults;

/// <summary>
/// Counts the writes of this process and ends it with SIGKILL before or after the one that was asked for: no exception handler, no
/// finally and no flush runs, as when the kernel or the node takes it. Thread-safe.
/// </summary>
internal sealed class KillSwitch
{
    private readonly string _kind;
    private readonly int _number;
    private readonly bool _isAfter;
    private int _writes;

    /// <param name="killAt">As in <see cref="FaultOptions.KillAt"/>.</param>
    public KillSwitch(string killAt)
    {
        var words = killAt.Split(' ');
        (_kind, _number, _isAfter) = (words[0], int.Parse(words[1]), words[2] == "after");
    }

    /// <param name="kind">One of those that <see cref="FaultOptions.KillAt"/> names.</param>
    /// <param name="what">What is written, for the line that tells where the process died.</param>
    public async Task<T> WriteAsync<T>(string kind, string what, Func<Task<T>> write)
    {
        var isTheOne = (_kind == "any" || _kind == kind) && Interlocked.Increment(ref _writes) == _number;
        if (isTheOne && !_isAfter)
            await DieAsync("before", kind, what);
        var result = await write();
        if (isTheOne)
            await DieAsync("after", kind, what);
        return result;
    }

    public Task WriteAsync(string kind, string what, Func<Task> write) => WriteAsync(kind, what, async () =>
    {
        await write();
        return true;
    });

    private static async Task DieAsync(string when, string kind, string what)
    {
        await Console.Out.WriteLineAsync($"killed {when} {kind} {what}");
        using var self = Process.GetCurrentProcess();
        self.Kill();
        // The signal may take a moment to arrive; nothing more may be written until then.
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
    }
}
