using System.Diagnostics.CodeAnalysis;

namespace GitOpsKafka.Platform.Resources;

/// <summary>The parts of Kubernetes object metadata that rules and planning look at. Immutable.</summary>
public sealed record ResourceMetadata
{
    public string Name { get; init; } = "";

    public string Namespace { get; init; } = "";

    /// <summary>Server 1.20 leaves a null where the last label was given up: it means none.</summary>
    [AllowNull]
    public IReadOnlyDictionary<string, string> Labels { get; init => field = value ?? Empty; } = Empty;

    /// <summary>As for <see cref="Labels"/>, null means none.</summary>
    [AllowNull]
    public IReadOnlyDictionary<string, string> Annotations { get; init => field = value ?? Empty; } = Empty;

    public string? Uid { get; init; }

    /// <summary>Counts the changes of <c>spec</c>; 0 for an object that is not stored yet.</summary>
    public long Generation { get; init; }

    /// <summary>Set once the object is being deleted.</summary>
    public DateTimeOffset? DeletionTimestamp { get; init; }

    private static readonly IReadOnlyDictionary<string, string> Empty = new Dictionary<string, string>();
}
