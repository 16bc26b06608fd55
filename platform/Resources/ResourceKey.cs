using System.Diagnostics.CodeAnalysis;

namespace GitOpsKafka.Platform.Resources;

/// <summary>
/// Names one managed resource: <c>Kind/namespace/name</c>. It is the record key of every event about the resource,
/// so all events of one resource stay in one partition, in order. Ordered by kind, namespace, name (ordinal). Immutable.
/// </summary>
public sealed record ResourceKey : IComparable<ResourceKey>
{
    private ResourceKey(string kind, string @namespace, string name) => (Kind, Namespace, Name) = (kind, @namespace, name);

    public string Kind { get; }

    public string Namespace { get; }

    public string Name { get; }

    /// <exception cref="FormatException">A part is empty or holds a slash.</exception>
    public static ResourceKey Of(string kind, string @namespace, string name) =>
        IsPart(kind) && IsPart(@namespace) && IsPart(name)
            ? new ResourceKey(kind, @namespace, name)
            : throw new FormatException($"\"{kind}/{@namespace}/{name}\" is no resource key: Kind/namespace/name, no part empty or with a slash");

    public static bool TryParse(string? text, [NotNullWhen(true)] out ResourceKey? key)
    {
        var parts = text?.Split('/') ?? [];
        key = parts.Length == 3 && parts.All(IsPart) ? new ResourceKey(parts[0], parts[1], parts[2]) : null;
        return key is not null;
    }

    /// <exception cref="FormatException">The text is not <c>Kind/namespace/name</c>.</exception>
    public static ResourceKey Parse(string text) =>
        TryParse(text, out var key) ? key : throw new FormatException($"\"{text}\" is no resource key: expected Kind/namespace/name");

    public int CompareTo(ResourceKey? other) =>
        other is null ? 1
        : string.CompareOrdinal(Kind, other.Kind) is not 0 and var byKind ? byKind
        : string.CompareOrdinal(Namespace, other.Namespace) is not 0 and var byNamespace ? byNamespace
        : string.CompareOrdinal(Name, other.Name);

    public override string ToString() => $"{Kind}/{Namespace}/{Name}";

    public static bool operator <(ResourceKey left, ResourceKey right) => left.CompareTo(right) < 0;

    public static bool operator >(ResourceKey left, ResourceKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(ResourceKey left, ResourceKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ResourceKey left, ResourceKey right) => left.CompareTo(right) >= 0;

    private static bool IsPart(string part) => part.Length > 0 && !part.Contains('/');
}
