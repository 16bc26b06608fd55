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
}
