namespace GitOpsKafka.Platform.Manifests;

/// <summary>How much one file of a repository may ask for, and what is filled in. Immutable.</summary>
public sealed record ManifestLimits
{
    public static ManifestLimits Default { get; } = new();

    /// <summary>Size of a file in bytes, and of what its aliases expand to in characters. Default 4 MiB.</summary>
    public int MaxFileBytes { get; init; } = 4 << 20;

    /// <summary>Documents in one file. Default 1,000.</summary>
    public int MaxDocuments { get; init; } = 1_000;

    /// <summary>Values in one document, aliases counted as often as they are used. Default 50,000.</summary>
    public int MaxNodes { get; init; } = 50_000;

    /// <summary>Objects and lists inside each other. Default 64.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Errors that are kept of one file, and of a revision; the rest is counted. Default 1,000.</summary>
    public int MaxErrors { get; init; } = 1_000;

    /// <summary>Namespace of manifests that name none. Default null: every manifest must name one.</summary>
    public string? DefaultNamespace { get; init; }
}
