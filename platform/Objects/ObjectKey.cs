namespace GitOpsKafka.Platform.Objects;

/// <summary>Names one object in the Kubernetes API. Ordered by kind, namespace, name (ordinal). Immutable.</summary>
/// <param name="Namespace">Empty for objects that have none.</param>
public sealed record ObjectKey(ResourceType Type, string Namespace, string Name) : IComparable<ObjectKey>
{
    public int CompareTo(ObjectKey? other) => other is null ? 1 : string.CompareOrdinal(ToString(), other.ToString());

    public override string ToString() => $"{Type.Kind}/{Namespace}/{Name}";

    public static bool operator <(ObjectKey left, ObjectKey right) => left.CompareTo(right) < 0;

    public static bool operator >(ObjectKey left, ObjectKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(ObjectKey left, ObjectKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ObjectKey left, ObjectKey right) => left.CompareTo(right) >= 0;
}
