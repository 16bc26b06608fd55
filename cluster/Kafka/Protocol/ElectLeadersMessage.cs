using System.Collections.Immutable;
using Confluent.Kafka;
using GitOpsKafka.Platform.Observation;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>
/// ElectLeaders, version 2: gives leadership to preferred leaders, those that are in sync. Pure.
/// Source: KIP-460 and https://kafka.apache.org/protocol#The_Messages_ElectLeaders.
/// </summary>
internal static class ElectLeadersMessage
{
    private const string What = "elect preferred leaders";
    private const short Key = 43;
    private const byte Preferred = 0;

    /// <param name="partitions">Null for all.</param>
    /// <param name="timeout">Longest wait of the controller.</param>
    public static BrokerRequest<ImmutableArray<PartitionFault>> Of(IReadOnlyCollection<PartitionId>? partitions, TimeSpan timeout) =>
        new(What, new ApiRange(Key, 2, 2), version => Write(version, partitions, timeout), static (_, answer) => Read(answer));

    private static byte[] Write(short version, IReadOnlyCollection<PartitionId>? partitions, TimeSpan timeout)
    {
        var request = new FlexibleRequest(Key, version).Byte(Preferred);
        if (partitions is null)
            return request.Null().Int32((int)timeout.TotalMilliseconds).NoTags().ToArray();
        var topics = partitions.GroupBy(partition => partition.Topic, StringComparer.Ordinal).ToList();
        request.Count(topics.Count);
        foreach (var topic in topics)
            request.Text(topic.Key).Int32s([.. topic.Select(partition => partition.Number)]).NoTags();
        return request.Int32((int)timeout.TotalMilliseconds).NoTags().ToArray();
    }

    private static ImmutableArray<PartitionFault> Read(ReadOnlySpan<byte> bytes)
    {
        var answer = new FlexibleAnswer(bytes);
        answer.Int32(); // throttle time
        KafkaErrors.Check(What, answer.Int16());
        return PartitionFaults.Read(What, ErrorCode.ElectionNotNeeded, ref answer);
    }
}
