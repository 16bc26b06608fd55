using GitOpsKafka.Platform.Manifests;
using LibGit2Sharp;

namespace GitOpsKafka.Reconciler.Git;

/// <summary>
/// Reads and parses the manifest files of one commit after another. A file whose path and content stayed the same is neither
/// read nor parsed again; what the newest commit no longer has is forgotten. Not thread-safe.
/// </summary>
internal sealed class ParsedFiles<TFile>(Func<string, ReadOnlyMemory<byte>, TFile> parse, long maxFileBytes, long maxTotalBytes)
{
    private Dictionary<string, Entry> _known = new(StringComparer.Ordinal);

    /// <param name="errors">Gets the files that are too large.</param>
    public ParsedCommit<TFile> Read(Repository repository, IReadOnlyList<ManifestBlob> blobs, List<ManifestError> errors)
    {
        var next = new Dictionary<string, Entry>(blobs.Count, StringComparer.Ordinal);
        var (files, parsed, total) = (new List<TFile>(blobs.Count), 0, 0L);
        foreach (var blob in blobs)
        {
            var size = Known(blob)?.Size ?? repository.ObjectDatabase.RetrieveObjectMetadata(blob.Id).Size;
            if (size > maxFileBytes)
            {
                errors.Add(new ManifestError(blob.Path, 0, 0, null, GitRule.FileTooLarge, $"is {size} bytes, at most {maxFileBytes} are read: split it, or raise MaxFileBytes"));
                continue;
            }

            if ((total += size) > maxTotalBytes)
            {
                errors.Add(new ManifestError(blob.Path, 0, 0, null, GitRule.TotalTooLarge, $"the manifest files up to here are more than {maxTotalBytes} bytes together: split the repository, set Path to a part of it, or raise MaxTotalBytes"));
                break;
            }

            var entry = Known(blob) ?? new Entry(blob.Id, size, parse(blob.Path, Content(repository, blob, size)));
            parsed += ReferenceEquals(entry, Known(blob)) ? 0 : 1;
            next[blob.Path] = entry;
            files.Add(entry.File);
        }

        _known = next;
        return new ParsedCommit<TFile>(files, parsed);
    }

    private Entry? Known(ManifestBlob blob) => _known.TryGetValue(blob.Path, out var entry) && entry.Id == blob.Id ? entry : null;

    private static byte[] Content(Repository repository, ManifestBlob blob, long size)
    {
        var bytes = new byte[size];
        using var content = repository.Lookup<Blob>(blob.Id).GetContentStream();
        content.ReadExactly(bytes);
        return bytes;
    }

    private sealed record Entry(ObjectId Id, long Size, TFile File);
}

/// <param name="Parsed">How many of the files were not known from the commit before.</param>
internal sealed record ParsedCommit<TFile>(IReadOnlyList<TFile> Files, int Parsed);
