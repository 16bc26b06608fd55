using System.Collections.Immutable;
using Confluent.Kafka;
using GitOpsKafka.Platform.Observation;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>
/// AlterPartitionReassignments, versions 0 and 1: moves replicas, or no longer moves them. Pure.
/// Source: KIP-455 and https://kafka.apache.org/protocol#The_Messages_AlterPartitionReassignments.
/// </summary>
internal static class ReassignMessage
{
    private const short Key = 45;

    /// <param name="timeout">Longest wait of the controller.</param>
    public static BrokerRequest<ImmutableArray<PartitionFault>> Of(IReadOnlyCollection<PartitionPlacement> placements, TimeSpan timeout) =>
        Of("reassign partitions", [.. placements.Select(placement => (placement.Partition, (ImmutableArray<int>?)placement.Replicas))], timeout);

    /// <inheritdoc cref="Of(IReadOnlyCollection{PartitionPlacement}, TimeSpan)"/>
    public static BrokerRequest<ImmutableArray<PartitionFault>> Cancel(IReadOnlyCollection<PartitionId> partitions, TimeSpan timeout) =>
        Of("cancel reassignments", [.. partitions.Select(partition => (partition, (ImmutableArray<int>?)null))], timeout);

    private static BrokerRequest<ImmutableArray<PartitionFault>> Of(string what, (PartitionId Partition, ImmutableArray<int>? Replicas)[] goals, TimeSpan timeout) =>
        new(what, new ApiRange(Key, 0, 1), version => Write(version, goals, timeout), (version, answer) => Read(what, version, answer));

    private static byte[] Write(short version, (PartitionId Partition, ImmutableArray<int>? Replicas)[] goals, TimeSpan timeout)
    {
        var request = new FlexibleRequest(Key, version).Int32((int)timeout.TotalMilliseconds);
        if (version >= 1)
            request.Boolean(true); // the number of replicas may change, as it always may in version 0
        var topics = goals.GroupBy(goal => goal.Partition.Topic, StringComparer.Ordinal).ToList();
        request.Count(topics.Count);
        foreach (var topic in topics)
        {
            request.Text(topic.Key).Count(topic.Count());
            foreach (var (partition, replicas) in topic)
                (replicas is { } ids ? request.Int32(partition.Number).Int32s(ids) : request.Int32(partition.Number).Null()).NoTags();
            request.NoTags();
        }

        return request.NoTags().ToArray();
    }

    private static ImmutableArray<PartitionFault> Read(string what, short version, ReadOnlySpan<byte> bytes)
    {
        var answer = new FlexibleAnswer(bytes);
        answer.Int32(); // throttle time
        if (version >= 1)
            answer.Byte(); // the number of replicas may change
        KafkaErrors.Check(what, answer.Int16(), answer.Text());
        return PartitionFaults.Read(what, ErrorCode.NoReassignmentInProgress, ref answer);
    }
}
