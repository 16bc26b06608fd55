namespace GitOpsKafka.TestCluster;

/// <summary>A bare repository on a <see cref="GitServer"/>. Immutable, thread-safe.</summary>
public sealed class GitRepository
{
    private readonly GitServer _server;
    private readonly string _copies;

    internal GitRepository(GitServer server, string name, string path, string copies)
    {
        _server = server;
        _copies = copies;
        Name = name;
        Path = path;
    }

    /// <summary>Its name, without <c>.git</c>.</summary>
    public string Name { get; }

    /// <summary>The bare repository itself.</summary>
    public string Path { get; }

    /// <summary>git://HOST:PORT/NAME.git.</summary>
    public string GitUrl => $"{_server.GitAddress}/{Name}.git";

    /// <summary>https://HOST:PORT/NAME.git; trust <see cref="GitServer.Authority"/>. Served if <see cref="GitServer.HasHttps"/>.</summary>
    public string HttpsUrl => $"{_server.HttpsAddress}/{Name}.git";

    /// <summary>The same behind <see cref="GitServer.UserName"/> and <see cref="GitServer.Password"/>; both must be added by the client.</summary>
    public string PrivateUrl => $"{_server.HttpsAddress}/private/{Name}.git";

    /// <summary>Clones it over <paramref name="url"/> (default <see cref="GitUrl"/>) into a new folder, deleted with the server.</summary>
    /// <exception cref="ChildProcessException">git refused; the message has its output.</exception>
    public async Task<WorkingCopy> CloneAsync(CancellationToken cancellationToken, string? url = null)
    {
        var folder = System.IO.Path.Combine(_copies, Guid.NewGuid().ToString("n"));
        _ = await _server.Git.RunAsync(_copies, environment: null, cancellationToken, "clone", "--quiet", url ?? GitUrl, folder);
        return new WorkingCopy(_server.Git, folder);
    }

    /// <summary>The commit a branch points to, or null if there is no such branch.</summary>
    public async Task<string?> HeadAsync(CancellationToken cancellationToken, string branch = "main")
    {
        var refs = await _server.Git.RunAsync(Path, environment: null, cancellationToken, "for-each-ref", "--format=%(objectname)", "refs/heads/" + branch);
        return refs.Length == 0 ? null : refs;
    }
}
