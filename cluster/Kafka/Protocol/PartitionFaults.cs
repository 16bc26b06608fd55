using System.Collections.Immutable;
using Confluent.Kafka;
using GitOpsKafka.Platform.Observation;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>Reads what answers say of each partition, topic by topic: number, error, message. Pure.</summary>
internal static class PartitionFaults
{
    /// <param name="what">What was asked, for messages.</param>
    /// <param name="isDone">The error that says that there was nothing to do.</param>
    /// <exception cref="NotControllerException">A partition says so: all would.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ImmutableArray<PartitionFault> Read(string what, ErrorCode isDone, ref FlexibleAnswer answer)
    {
        var faults = new List<PartitionFault>();
        for (var topics = answer.Count(); topics > 0; topics--)
        {
            var topic = answer.Text() ?? "";
            for (var partitions = answer.Count(); partitions > 0; partitions--)
                ReadPartition(what, isDone, topic, ref answer, faults);
            answer.Tags();
        }

        return [.. faults];
    }

    private static void ReadPartition(string what, ErrorCode isDone, string topic, ref FlexibleAnswer answer, List<PartitionFault> faults)
    {
        var (partition, error, message) = (new PartitionId(topic, answer.Int32()), (ErrorCode)answer.Int16(), answer.Text());
        answer.Tags();
        if (error == ErrorCode.NotController)
            throw new NotControllerException();
        if (error != ErrorCode.NoError && error != isDone)
            faults.Add(new PartitionFault(partition, KafkaErrors.IsRefusal(error), KafkaErrors.Describe($"{what}: {partition}", error, message)));
    }
}
