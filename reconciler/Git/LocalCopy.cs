using System.Security.Cryptography;
using System.Text;
using LibGit2Sharp;

namespace GitOpsKafka.Reconciler.Git;

/// <summary>
/// A bare repository on the local disk that holds what was fetched. Locked for this source: another process, or another source of the
/// same repository, takes a copy of its own. Losing it costs one fetch. Not thread-safe.
/// </summary>
internal sealed class LocalCopy : IDisposable
{
    private const int MaxCopies = 64;

    // libgit2 keeps one pack for each fetch and has no garbage collection.
    private const int MaxPacks = 200;

    private readonly FileStream _lock;

    private LocalCopy(string directory, FileStream @lock) => (Directory, _lock) = (directory, @lock);

    public string Directory { get; }

    /// <summary>So many fetches have left their packs that a new copy is quicker to read.</summary>
    public bool IsWorn
    {
        get
        {
            var packs = Path.Combine(Directory, "objects", "pack");
            return System.IO.Directory.Exists(packs) && System.IO.Directory.EnumerateFiles(packs, "*.pack").Skip(MaxPacks).Any();
        }
    }

    /// <exception cref="IOException">The folder cannot be written, or all copies are taken.</exception>
    public static LocalCopy Claim(string root, GitUrl url)
    {
        CreatePrivate(root);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url.Text)))[..16];
        for (var number = 1; number <= MaxCopies; number++)
        {
            var name = Path.Combine(root, $"{hash}-{number}");
            if (TryLock(name + ".lock") is { } taken)
                return new LocalCopy(name + ".git", taken);
        }

        throw new IOException($"all {MaxCopies} copies in \"{root}\" are in use");
    }

    /// <exception cref="LibGit2SharpException">The copy is not sound.</exception>
    public Repository Open()
    {
        if (!System.IO.Directory.Exists(Directory))
            Repository.Init(Directory, isBare: true);
        return new Repository(Directory);
    }

    public void Discard()
    {
        if (!System.IO.Directory.Exists(Directory))
            return;
        // libgit2 makes object files read-only, which on Windows forbids deleting them.
        if (OperatingSystem.IsWindows())
            foreach (var file in System.IO.Directory.EnumerateFiles(Directory, "*", SearchOption.AllDirectories))
                File.SetAttributes(file, FileAttributes.Normal);
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    public void Dispose() => _lock.Dispose();

    private static void CreatePrivate(string root)
    {
        if (OperatingSystem.IsWindows())
            System.IO.Directory.CreateDirectory(root);
        else
            System.IO.Directory.CreateDirectory(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null; // In use: the caller takes the next.
        }
    }
}
