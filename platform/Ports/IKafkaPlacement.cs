using System.Collections.Immutable;
using GitOpsKafka.Platform.Observation;

namespace GitOpsKafka.Platform.Ports;

/// <summary>
/// Where the replicas of one Kafka cluster are, and how they get elsewhere. A failure of a whole request is a
/// <see cref="KafkaAdminException"/>; what went wrong for single partitions is in the answer, all of it. Implementations are thread-safe.
/// </summary>
public interface IKafkaPlacement
{
    /// <summary>All that are under way, by topic and number.</summary>
    Task<ImmutableArray<ReassignmentView>> ListReassignmentsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Begins to move replicas; a move that is under way gets the new goal instead. To move a partition to where it is, is done at once. The
    /// number of replicas may change, too.
    /// </summary>
    /// <returns>Partitions that are not moved, in the order of the answer; empty when all are.</returns>
    Task<ImmutableArray<PartitionFault>> ReassignAsync(IReadOnlyCollection<PartitionPlacement> placements, CancellationToken cancellationToken);

    /// <summary>Ends moves; replicas are where they were before. A partition that is not on the move is no fault.</summary>
    Task<ImmutableArray<PartitionFault>> CancelReassignmentsAsync(IReadOnlyCollection<PartitionId> partitions, CancellationToken cancellationToken);

    /// <summary>Gives leadership back to the first of each partition's replicas. A partition that is led by it already is no fault.</summary>
    /// <param name="partitions">Null for all.</param>
    /// <returns>Partitions that keep their leader, such as one whose preferred leader is not in sync.</returns>
    Task<ImmutableArray<PartitionFault>> ElectPreferredLeadersAsync(IReadOnlyCollection<PartitionId>? partitions, CancellationToken cancellationToken);

    /// <summary>By id, what each live broker has on its disks; what single brokers do not tell is unknown in the answer.</summary>
    Task<ImmutableSortedDictionary<int, Told<ImmutableArray<LogDirContents>>>> DescribeLogDirsAsync(CancellationToken cancellationToken);
}
