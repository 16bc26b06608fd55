namespace GitOpsKafka.TestCluster;

/// <summary>
/// A new empty folder below the system's temporary folder, deleted with everything in it on dispose; or, if the test
/// host was killed before, by the next test host that makes one.
/// </summary>
public sealed class TempFolder : IDisposable
{
    private const string Prefix = "gitopskafka-";
    private const string LockName = ".in-use";

    private static readonly Lazy<int> Swept = new(Sweep);

    private readonly FileStream _inUse;

    /// <summary>Makes one. <paramref name="name"/> shows in its path, to tell left-overs apart.</summary>
    public TempFolder(string name)
    {
        _ = Swept.Value;
        Path = Directory.CreateTempSubdirectory($"{Prefix}{name}-").FullName;
        _inUse = new FileStream(File(LockName), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
    }

    /// <summary>Where it is, absolute.</summary>
    public string Path { get; }

    /// <summary>The path of a file or folder in it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Makes a folder in it and returns its path.</summary>
    public string Folder(string name) => Directory.CreateDirectory(File(name)).FullName;

    /// <inheritdoc/>
    public void Dispose()
    {
        Delete(Path);
        _inUse.Dispose();
    }

    // The lock of a killed test host is gone with it (flock(2)). A folder without a lock file is not ours to judge.
    private static int Sweep()
    {
        var deleted = 0;
        foreach (var folder in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), Prefix + "*"))
        {
            try
            {
                using var abandoned = new FileStream(System.IO.Path.Combine(folder, LockName), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                Delete(folder);
                deleted++;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // In use, or another user's.
            }
        }

        return deleted;
    }

    private static void Delete(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (IOException)
        {
            // A process being killed may still write into it; a left-over folder in /tmp must not fail a test.
        }
    }
}
