using System.Collections.Immutable;
using GitOpsKafka.Platform.Manifests;
using GitOpsKafka.Reconciler.Git;

namespace GitOpsKafka.Cli.Desired;

/// <summary>
/// Reads manifests from files, folders and standard input under the same rules as the reconciler reads a commit: <c>*.yaml</c> and
/// <c>*.yml</c> at any depth, names that begin with a dot skipped, symbolic links refused. Not thread-safe.
/// </summary>
internal sealed class ManifestFiles(CliServices services, ManifestLimits limits)
{
    /// <summary>The argument that stands for standard input, and the name of that file in messages.</summary>
    public const string Input = "-";

    public const string InputName = "stdin";

    private const int MaxDepth = 64;

    private readonly SortedDictionary<string, string> _found = new(StringComparer.Ordinal);
    private readonly List<ManifestFile> _files = [];
    private readonly List<ManifestError> _problems = [];
    private readonly List<string> _unreadable = [];

    /// <param name="paths">Files, folders, or <see cref="Input"/>. A file named twice is read once.</param>
    public async Task<ManifestInput> ReadAsync(IReadOnlyCollection<string> paths, CancellationToken cancellationToken)
    {
        foreach (var path in paths.Where(path => path != Input))
            Find(path);
        if (_found.Count > CliLimits.Source.MaxFiles)
            throw new CliException($"more than {CliLimits.Source.MaxFiles} manifest files; name a folder that holds fewer");
        foreach (var (full, shown) in _found.OrderBy(file => file.Value, StringComparer.Ordinal))
            await ReadFileAsync(full, shown, cancellationToken);
        if (paths.Contains(Input))
            _files.Add(ManifestParser.Parse(InputName, await ReadInputAsync(cancellationToken), limits));
        var isWhole = paths.All(path => path != Input && Directory.Exists(services.FullPath(path)));
        return new ManifestInput([.. _files], [.. _problems], [], [.. _unreadable], isWhole);
    }

    private void Find(string path)
    {
        var full = services.FullPath(path);
        if (File.Exists(full))
            _found[full] = path;
        else if (Directory.Exists(full))
            Walk(new DirectoryInfo(full), Prefix(path), 0);
        else
            _unreadable.Add($"{path}: there is no such file or folder");
    }

    private void Walk(DirectoryInfo folder, string prefix, int depth)
    {
        if (depth > MaxDepth)
        {
            _problems.Add(new ManifestError(prefix, 0, 0, null, GitRule.TooDeep, $"folders are nested deeper than {MaxDepth}: move the manifests up"));
            return;
        }

        try
        {
            foreach (var entry in folder.EnumerateFileSystemInfos().Where(entry => !entry.Name.StartsWith('.')).OrderBy(entry => entry.Name, StringComparer.Ordinal))
                Visit(entry, prefix + entry.Name, depth);
        }
        catch (UnauthorizedAccessException)
        {
            _unreadable.Add($"{prefix}: no right to read this folder");
        }
    }

    private void Visit(FileSystemInfo entry, string shown, int depth)
    {
        if (_found.Count > CliLimits.Source.MaxFiles)
            return;
        if (entry.LinkTarget is not null)
            _problems.Add(new ManifestError(shown, 0, 0, null, GitRule.SymbolicLink, "is a symbolic link, which may lead out of the repository: put the file itself here"));
        else if (entry is DirectoryInfo folder)
            Walk(folder, shown + "/", depth + 1);
        else if (IsManifest(entry.Name))
            _found[entry.FullName] = shown;
    }

    private async Task ReadFileAsync(string full, string shown, CancellationToken cancellationToken)
    {
        try
        {
            var size = new FileInfo(full).Length;
            _files.Add(size > limits.MaxFileBytes
                ? ManifestFile.TooLarge(shown, size, limits)
                : ManifestParser.Parse(shown, await File.ReadAllBytesAsync(full, cancellationToken), limits));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _unreadable.Add($"{shown}: {exception.Message}");
        }
    }

    /// <summary>One byte more than is allowed is enough to tell that there is too much.</summary>
    private async Task<ReadOnlyMemory<byte>> ReadInputAsync(CancellationToken cancellationToken)
    {
        await using var input = services.Input();
        var buffer = new byte[limits.MaxFileBytes + 1];
        var read = await input.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return buffer.AsMemory(0, read);
    }

    private static string Prefix(string path) => path is "." or "./" ? "" : path.EndsWith('/') ? path : path + "/";

    private static bool IsManifest(string name) =>
        name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);
}
