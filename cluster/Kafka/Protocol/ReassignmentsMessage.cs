using System.Collections.Immutable;
using GitOpsKafka.Platform.Observation;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>
/// ListPartitionReassignments, version 0: which partitions are on the move. Pure.
/// Source: KIP-455 and https://kafka.apache.org/protocol#The_Messages_ListPartitionReassignments.
/// </summary>
internal static class ReassignmentsMessage
{
    private const string What = "list reassignments";
    private const short Key = 46;

    /// <param name="timeout">Longest wait of the controller.</param>
    public static BrokerRequest<ImmutableArray<ReassignmentView>> Of(TimeSpan timeout) =>
        new(What, new ApiRange(Key, 0, 0), version => new FlexibleRequest(Key, version).Int32((int)timeout.TotalMilliseconds).Null().NoTags().ToArray(), static (_, answer) => Read(answer));

    private static ImmutableArray<ReassignmentView> Read(ReadOnlySpan<byte> bytes)
    {
        var answer = new FlexibleAnswer(bytes);
        answer.Int32(); // throttle time
        KafkaErrors.Check(What, answer.Int16(), answer.Text());
        var reassignments = new List<ReassignmentView>();
        for (var topics = answer.Count(); topics > 0; topics--)
        {
            var topic = answer.Text() ?? "";
            for (var partitions = answer.Count(); partitions > 0; partitions--)
            {
                reassignments.Add(new ReassignmentView(new PartitionId(topic, answer.Int32()), answer.Int32s(), answer.Int32s(), answer.Int32s()));
                answer.Tags();
            }

            answer.Tags();
        }

        return [.. reassignments.OrderBy(view => view.Partition.Topic, StringComparer.Ordinal).ThenBy(view => view.Partition.Number)];
    }
}
