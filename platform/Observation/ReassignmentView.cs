using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Observation;

/// <summary>A partition whose replicas are on the move. Immutable. Source: KIP-455.</summary>
/// <param name="Replicas">All that it has now: those that stay, those that are added and those that are removed.</param>
/// <param name="Adding">Those that have not caught up yet.</param>
/// <param name="Removing">Those that go once the others have caught up.</param>
public sealed record ReassignmentView(PartitionId Partition, ImmutableArray<int> Replicas, ImmutableArray<int> Adding, ImmutableArray<int> Removing)
{
    /// <summary>What it has in the end; the first is the preferred leader.</summary>
    public ImmutableArray<int> Goal => Replicas.RemoveRange(Removing);
}
