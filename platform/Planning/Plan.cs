using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Planning;

/// <summary>All changes that make the cluster as desired, in apply order. Equal inputs give a byte-identical plan. Immutable.</summary>
/// <param name="Id">40 hex digits over the ids of all changes.</param>
public sealed record Plan(string Id, ImmutableArray<Change> Changes)
{
    public bool IsEmpty => Changes.IsEmpty;
}
