using System.Collections.Immutable;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Platform.Manifests;

/// <summary>One file, read: the resources that are sound and everything that is wrong. Immutable.</summary>
public sealed class ManifestFile
{
    private readonly ImmutableArray<ManifestNode> _roots;

    internal ManifestFile(string file, ImmutableArray<DesiredResource> resources, ImmutableArray<ManifestNode> roots, ManifestErrorList errors)
    {
        (File, Resources, _roots) = (file, resources, roots);
        (Errors, Unlisted) = (errors.ToSorted(), errors.Unlisted);
    }

    /// <summary>Path in the repository.</summary>
    public string File { get; }

    /// <summary>In the order of the documents; one key may occur more than once.</summary>
    public ImmutableArray<DesiredResource> Resources { get; }

    /// <summary>Sorted by line and column; at most <see cref="ManifestLimits.MaxErrors"/>.</summary>
    public ImmutableArray<ManifestError> Errors { get; }

    /// <summary>How many more errors there were.</summary>
    public int Unlisted { get; }

    /// <summary>A file that was not even read, because its size is known to be over the limit.</summary>
    /// <param name="bytes">Size in bytes.</param>
    public static ManifestFile TooLarge(string file, long bytes, ManifestLimits limits)
    {
        var errors = new ManifestErrorList(file, limits.MaxErrors);
        errors.Add(default, YamlRules.FileTooLarge, $"the file has {bytes} bytes; at most {limits.MaxFileBytes} are read; split it");
        return new ManifestFile(file, [], [], errors);
    }

    /// <summary>Place of a field of a resource, or of its nearest ancestor that was written.</summary>
    /// <param name="index">Index in <see cref="Resources"/>.</param>
    public TextPosition PositionOf(int index, FieldPath path) => _roots[index].PositionOf(path);

    /// <summary>As <see cref="PositionOf(int, FieldPath)"/>, for the first document of the key; 0:0 where there is none.</summary>
    public TextPosition PositionOf(ResourceKey key, FieldPath path)
    {
        var index = Resources.Select(resource => resource.Key).ToList().IndexOf(key);
        return index < 0 ? default : PositionOf(index, path);
    }
}
