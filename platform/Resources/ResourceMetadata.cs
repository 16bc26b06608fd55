namespace GitOpsKafka.Platform.Resources;

/// <summary>The parts of Kubernetes object metadata that rules and planning look at. Immutable.</summary>
public sealed record ResourceMetadata
{
    public string Name { get; init; } = "";

    public string Namespace { get; init; } = "";

    public IReadOnlyDictionary<string, string> Labels { get; init; } = Empty;

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = Empty;

    public string? Uid { get; init; }

    /// <summary>Counts the changes of <c>spec</c>; 0 for an object that is not stored yet.</summary>
    public long Generation { get; init; }

    /// <summary>Set once the object is being deleted.</summary>
    public DateTimeOffset? DeletionTimestamp { get; init; }

    private static readonly IReadOnlyDictionary<string, string> Empty = new Dictionary<string, string>();
}
