namespace GitOpsKafka.TestCluster;

/// <summary>Runs the real git with no configuration of the machine or the user. Immutable.</summary>
internal sealed class GitCommand(string program, string home, string authorityFile)
{
    /// <summary>Variables that cut git off from this machine's configuration.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; } = new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["GIT_CONFIG_GLOBAL"] = "/dev/null",
        ["GIT_CONFIG_NOSYSTEM"] = "1",
        ["GIT_TERMINAL_PROMPT"] = "0",
        ["GIT_SSL_CAINFO"] = authorityFile,
        ["SSL_CERT_FILE"] = null,
        ["SSL_CERT_DIR"] = null,
        ["GIT_DIR"] = null,
        ["GIT_WORK_TREE"] = null,
        ["GIT_INDEX_FILE"] = null,
        ["NO_PROXY"] = "127.0.0.1,localhost",
        ["no_proxy"] = "127.0.0.1,localhost",
        ["HOME"] = home,
    };

    /// <summary>Runs it in a folder; its trimmed output.</summary>
    /// <exception cref="ChildProcessException">It failed.</exception>
    public async Task<string> RunAsync(
        string folder, IReadOnlyDictionary<string, string?>? environment, CancellationToken cancellationToken, params IEnumerable<string> arguments)
    {
        var all = new Dictionary<string, string?>(Environment, StringComparer.Ordinal);
        foreach (var (key, value) in environment ?? new Dictionary<string, string?>(StringComparer.Ordinal))
        {
            all[key] = value;
        }

        return (await ToolRun.StartAsync(program, arguments, cancellationToken, all, folder)).MustSucceed().Output.Trim();
    }
}
