using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace GitOpsKafka.TestCluster;

/// <summary>
/// A server process of the harness: its own process group, its output in a file, killed with its children on dispose and
/// by the kernel when the test host dies. Thread-safe.
/// </summary>
public sealed partial class ChildProcess : IAsyncDisposable
{
    private const int SigTerm = 15;
    private const int SigKill = 9;
    private static readonly TimeSpan ReapTimeout = TimeSpan.FromSeconds(20);

    private readonly Process _process;

    private ChildProcess(string name, string logFile, Process process)
    {
        Name = name;
        LogFile = logFile;
        _process = process;
        Exited = process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>What messages call it.</summary>
    public string Name { get; }

    /// <summary>Standard output and error, appended to by every start under the same file name.</summary>
    public string LogFile { get; }

    /// <summary>Process id, also the id of its process group.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Its exit code; it must have ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Ends when the process does.</summary>
    public Task Exited { get; }

    /// <summary>Starts it. A null value in <paramref name="environment"/> removes the inherited variable.</summary>
    public static ChildProcess Start(
        string name,
        string program,
        IEnumerable<string> arguments,
        string logFile,
        IReadOnlyDictionary<string, string?>? environment = null)
    {
        // All four exec, so that one process id remains: a new session (hence group), the death signal, the redirection.
        var info = new ProcessStartInfo("setsid") { UseShellExecute = false };
        string[] wrapping = ["setpriv", "--pdeathsig", "KILL", "--", "sh", "-c", "log=$1; shift; exec \"$@\" >> \"$log\" 2>&1 < /dev/null", "sh", logFile];
        foreach (var argument in wrapping.Append(program).Concat(arguments))
        {
            info.ArgumentList.Add(argument);
        }

        foreach (var (key, value) in environment ?? new Dictionary<string, string?>(StringComparer.Ordinal))
        {
            info.Environment[key] = value;
        }

        return new ChildProcess(name, logFile, ChildStarter.Start(info));
    }

    /// <summary>SIGTERM to the process, SIGKILL to its group when <paramref name="grace"/> is over.</summary>
    /// <returns>Whether it ended by itself within the grace.</returns>
    public async Task<bool> StopAsync(TimeSpan grace, CancellationToken cancellationToken)
    {
        if (!HasExited)
        {
            _ = Kill(Id, SigTerm);
        }

        var ended = await EndsWithinAsync(grace, cancellationToken);
        await KillAsync();
        return ended;
    }

    /// <summary>SIGKILL to the whole group; returns when the process is gone.</summary>
    public async Task KillAsync()
    {
        // Also when the leader is gone: its children may not be, and the group keeps its id as long as one lives.
        _ = Kill(-Id, SigKill);
        if (!await EndsWithinAsync(ReapTimeout, CancellationToken.None))
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{Name} (pid {Id}) outlived SIGKILL."));
        }
    }

    /// <summary>Waits until <paramref name="isReady"/> says so.</summary>
    /// <exception cref="ChildProcessException">It ended, or the time ran out; the message carries the tail of its log.</exception>
    public async Task UntilAsync(Func<CancellationToken, Task<bool>> isReady, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(isReady);
        var started = Stopwatch.GetTimestamp();
        while (!await isReady(cancellationToken))
        {
            if (HasExited)
            {
                throw new ChildProcessException(string.Create(CultureInfo.InvariantCulture, $"{Name} ended with exit code {_process.ExitCode} before it was ready.\n{LogTail()}"));
            }

            if (Stopwatch.GetElapsedTime(started) > timeout)
            {
                throw new ChildProcessException(string.Create(CultureInfo.InvariantCulture, $"{Name} was not ready after {timeout.TotalSeconds:0} s.\n{LogTail()}"));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        }
    }

    /// <summary>The last lines of its log, or a note that there is none.</summary>
    public string LogTail(int lines = 30)
    {
        if (!File.Exists(LogFile))
        {
            return $"(no log at {LogFile})";
        }

        using var reader = new StreamReader(new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return string.Join('\n', reader.ReadToEnd().TrimEnd().Split('\n').TakeLast(lines));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private async Task<bool> EndsWithinAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        try
        {
            await Exited.WaitAsync(time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Kill(int processId, int signal);
}
