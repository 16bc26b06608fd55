using System.Diagnostics;
using System.Globalization;

namespace GitOpsKafka.TestCluster;

/// <summary>One finished run of a command line tool. Immutable.</summary>
/// <param name="CommandLine">The program's name and its arguments, for messages.</param>
/// <param name="ExitCode">0 for success.</param>
/// <param name="Output">Standard output, unchanged.</param>
/// <param name="Error">Standard error, unchanged.</param>
/// <param name="Duration">From start to exit.</param>
public sealed record ToolRun(string CommandLine, int ExitCode, string Output, string Error, TimeSpan Duration)
{
    /// <summary>Runs a program to its end; the kernel kills it when the test host dies, and cancellation kills it with its children. A null value in <paramref name="environment"/> removes the inherited variable.</summary>
    public static async Task<ToolRun> StartAsync(
        string program,
        IEnumerable<string> arguments,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? folder = null,
        string? input = null)
    {
        var info = new ProcessStartInfo("setpriv", ["--pdeathsig", "KILL", "--", program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        foreach (var (key, value) in environment ?? new Dictionary<string, string?>(StringComparer.Ordinal))
        {
            info.Environment[key] = value;
        }

        var started = Stopwatch.GetTimestamp();
        using var process = ChildStarter.Start(info);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await WriteAsync(process, input);
            await process.WaitForExitAsync(cancellationToken);
            var commandLine = $"{Path.GetFileName(program)} {string.Join(' ', arguments)}";
            return new ToolRun(commandLine, process.ExitCode, await output, await error, Stopwatch.GetElapsedTime(started));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>This run, if it succeeded.</summary>
    /// <exception cref="ChildProcessException">The exit code is not 0; the message has both outputs.</exception>
    public ToolRun MustSucceed() => ExitCode == 0
        ? this
        : throw new ChildProcessException(string.Create(CultureInfo.InvariantCulture, $"{CommandLine}: exit code {ExitCode}\n{Error}\n{Output}"));

    private static async Task WriteAsync(Process process, string? input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading its input; the exit code tells the rest.
        }
    }
}
