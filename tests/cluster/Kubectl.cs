namespace GitOpsKafka.TestCluster;

/// <summary>The real kubectl against one kubeconfig. Immutable, thread-safe.</summary>
/// <param name="program">Where kubectl is.</param>
/// <param name="kubeconfigPath">What it talks to.</param>
/// <param name="cacheFolder">Its discovery cache: one per cluster, as ports are used again by other clusters.</param>
public sealed class Kubectl(string program, string kubeconfigPath, string cacheFolder)
{
    /// <summary>What it talks to.</summary>
    public string KubeconfigPath => kubeconfigPath;

    /// <summary>Runs it to its end, whatever the exit code.</summary>
    public Task<ToolRun> RunAsync(CancellationToken cancellationToken, params IEnumerable<string> arguments) =>
        RunAsync(input: null, cancellationToken, arguments);

    /// <summary>Runs it with <paramref name="input"/> as standard input (<c>-f -</c>).</summary>
    public Task<ToolRun> RunAsync(string? input, CancellationToken cancellationToken, params IEnumerable<string> arguments) =>
        ToolRun.StartAsync(program, [$"--kubeconfig={kubeconfigPath}", $"--cache-dir={cacheFolder}", .. arguments], cancellationToken, input: input);

    /// <summary>Server-side apply of YAML text.</summary>
    public Task<ToolRun> ApplyAsync(string yaml, CancellationToken cancellationToken) =>
        RunAsync(yaml, cancellationToken, "apply", "--server-side", "-f", "-");

    /// <summary>Standard output of a run that must succeed, trimmed.</summary>
    /// <exception cref="ChildProcessException">It failed.</exception>
    public async Task<string> GetAsync(CancellationToken cancellationToken, params IEnumerable<string> arguments) =>
        (await RunAsync(cancellationToken, arguments)).MustSucceed().Output.Trim();

    /// <summary>
    /// Waits until the server offers every kind that was defined. kubectl 1.20 gives up at once on a definition that the server has not
    /// looked at yet, so it is asked again.
    /// </summary>
    /// <exception cref="ChildProcessException">Not within a minute.</exception>
    public async Task UntilEstablishedAsync(CancellationToken cancellationToken)
    {
        for (var end = DateTimeOffset.UtcNow + TimeSpan.FromMinutes(1); ;)
        {
            var run = await RunAsync(cancellationToken, "wait", "--for=condition=Established", "crd", "--all", "--timeout=60s");
            if (run.ExitCode == 0 || DateTimeOffset.UtcNow > end)
            {
                run.MustSucceed();
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
        }
    }
}
