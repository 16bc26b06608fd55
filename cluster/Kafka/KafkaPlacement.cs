using System.Collections.Immutable;
using GitOpsKafka.Cluster.Kafka.Protocol;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Cluster.Kafka;

/// <summary>Moves replicas and leadership, and looks where they are. Thread-safe.</summary>
/// <param name="timeout">Longest wait for one request.</param>
internal sealed class KafkaPlacement(BrokerCalls calls, Func<CancellationToken, Task<KafkaView>> describe, TimeSpan timeout) : IKafkaPlacement
{
    private readonly ControllerCalls _controller = new(calls, describe);

    public Task<ImmutableArray<ReassignmentView>> ListReassignmentsAsync(CancellationToken cancellationToken) =>
        _controller.AskAsync(ReassignmentsMessage.Of(timeout / 2), cancellationToken);

    public Task<ImmutableArray<PartitionFault>> ReassignAsync(IReadOnlyCollection<PartitionPlacement> placements, CancellationToken cancellationToken) =>
        _controller.AskAsync(ReassignMessage.Of(placements, timeout / 2), cancellationToken);

    public Task<ImmutableArray<PartitionFault>> CancelReassignmentsAsync(IReadOnlyCollection<PartitionId> partitions, CancellationToken cancellationToken) =>
        _controller.AskAsync(ReassignMessage.Cancel(partitions, timeout / 2), cancellationToken);

    public Task<ImmutableArray<PartitionFault>> ElectPreferredLeadersAsync(IReadOnlyCollection<PartitionId>? partitions, CancellationToken cancellationToken) =>
        _controller.AskAsync(ElectLeadersMessage.Of(partitions, timeout / 2), cancellationToken);

    public async Task<ImmutableSortedDictionary<int, Told<ImmutableArray<LogDirContents>>>> DescribeLogDirsAsync(CancellationToken cancellationToken) =>
        await calls.AskEachAsync((await describe(cancellationToken)).Brokers, LogDirsMessage.WithReplicas, cancellationToken);
}
