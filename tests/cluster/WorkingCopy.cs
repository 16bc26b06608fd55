using System.Globalization;

namespace GitOpsKafka.TestCluster;

/// <summary>
/// A clone of a <see cref="GitRepository"/>, on its branch <c>main</c>. Same files, message and author in the same order give
/// the same commit ids: dates count minutes from a fixed day. Not thread-safe.
/// </summary>
public sealed class WorkingCopy
{
    /// <summary>The author unless told otherwise.</summary>
    public const string DefaultAuthor = "Ada Platform <ada@example.com>";

    private static readonly DateTimeOffset FirstDate = new(2026, 1, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly GitCommand _git;
    private int _commits;

    internal WorkingCopy(GitCommand git, string folder)
    {
        _git = git;
        Folder = folder;
    }

    /// <summary>Its work tree.</summary>
    public string Folder { get; }

    /// <summary>Runs git in it; its trimmed output.</summary>
    /// <exception cref="ChildProcessException">It failed.</exception>
    public Task<string> GitAsync(CancellationToken cancellationToken, params IEnumerable<string> arguments) =>
        _git.RunAsync(Folder, environment: null, cancellationToken, arguments);

    /// <summary>Writes files (path below the work tree → text; null deletes), commits them, and returns the commit's id.</summary>
    public async Task<string> CommitAsync(
        IReadOnlyDictionary<string, string?> files, string message, CancellationToken cancellationToken, string author = DefaultAuthor)
    {
        ArgumentNullException.ThrowIfNull(files);
        foreach (var (path, text) in files)
        {
            await WriteAsync(Path.Combine(Folder, path), text, cancellationToken);
        }

        _ = await GitAsync(cancellationToken, "add", "--all");
        _ = await _git.RunAsync(Folder, Identity(author), cancellationToken, "commit", "--quiet", "--allow-empty", "--message", message);
        return await GitAsync(cancellationToken, "rev-parse", "HEAD");
    }

    /// <summary>Commits as <see cref="CommitAsync"/> does and pushes to <c>main</c>.</summary>
    public async Task<string> CommitAndPushAsync(
        IReadOnlyDictionary<string, string?> files, string message, CancellationToken cancellationToken, string author = DefaultAuthor)
    {
        var commit = await CommitAsync(files, message, cancellationToken, author);
        await PushAsync(cancellationToken);
        return commit;
    }

    /// <summary>Pushes HEAD to <c>main</c>.</summary>
    public Task PushAsync(CancellationToken cancellationToken, bool isForced = false) =>
        GitAsync(cancellationToken, ["push", "--quiet", .. isForced ? ["--force"] : Array.Empty<string>(), "origin", "HEAD:main"]);

    /// <summary>Takes over what others pushed to <c>main</c>; local commits on top of it stay.</summary>
    public Task PullAsync(CancellationToken cancellationToken) =>
        GitAsync(cancellationToken, "-c", "user.name=Ada Platform", "-c", "user.email=ada@example.com", "pull", "--quiet", "--rebase", "origin", "main");

    private static async Task WriteAsync(string path, string? text, CancellationToken cancellationToken)
    {
        if (text is null)
        {
            File.Delete(path);
            return;
        }

        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text, cancellationToken);
    }

    private Dictionary<string, string?> Identity(string author)
    {
        var parts = author.TrimEnd('>').Split(" <", 2);
        var date = FirstDate.AddMinutes(_commits++).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return new(StringComparer.Ordinal)
        {
            ["GIT_AUTHOR_NAME"] = parts[0],
            ["GIT_AUTHOR_EMAIL"] = parts.ElementAtOrDefault(1) ?? "",
            ["GIT_AUTHOR_DATE"] = date,
            ["GIT_COMMITTER_NAME"] = parts[0],
            ["GIT_COMMITTER_EMAIL"] = parts.ElementAtOrDefault(1) ?? "",
            ["GIT_COMMITTER_DATE"] = date,
        };
    }
}
