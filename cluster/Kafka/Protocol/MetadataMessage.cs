using System.Collections.Immutable;
using Confluent.Kafka;
using GitOpsKafka.Platform.Observation;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>
/// Metadata, version 9, which brokers from 2.4 on speak: who the brokers are, and topics with their partitions. A topic that is asked for and
/// does not exist is never made by this. Pure. Source: https://kafka.apache.org/protocol#The_Messages_Metadata.
/// </summary>
internal static class MetadataMessage
{
    private const string What = "describe brokers and topics";

    private static readonly ApiRange Versions = new(Key: 3, 9, 9);

    /// <param name="topics">Null for all, empty for none.</param>
    public static BrokerRequest<MetadataView> Of(IReadOnlyCollection<string>? topics) => new(What, Versions, version => Write(version, topics), static (_, answer) => ReadAnswer(answer));

    private static byte[] Write(short version, IReadOnlyCollection<string>? topics)
    {
        var request = new FlexibleRequest(Versions.Key, version);
        if (topics is null)
            request.Null();
        else
            request.Count(topics.Count);
        foreach (var topic in topics ?? [])
            request.Text(topic).NoTags();
        return request.Boolean(false).Boolean(false).Boolean(false).NoTags().ToArray(); // neither makes topics, nor tells what we may do with the cluster and with topics
    }

    private static MetadataView ReadAnswer(ReadOnlySpan<byte> bytes)
    {
        var answer = new FlexibleAnswer(bytes);
        answer.Int32(); // throttle time
        var brokers = new List<BrokerView>();
        for (var count = answer.Count(); count > 0; count--)
            brokers.Add(Broker(ref answer));
        // So answers one that has only just started, and has heard of nobody yet.
        if (brokers.Count == 0)
            throw new IOException("it knows no live broker yet");
        var (cluster, controller) = (answer.Text() ?? "", answer.Int32());
        var topics = new List<TopicAnswer>();
        for (var count = answer.Count(); count > 0; count--)
            topics.Add(Topic(ref answer));
        return new MetadataView(new KafkaView(cluster, controller < 0 ? null : controller, [.. brokers.OrderBy(broker => broker.Id)]), [.. topics]);
    }

    private static BrokerView Broker(ref FlexibleAnswer answer)
    {
        var broker = new BrokerView(answer.Int32(), answer.Text() ?? "", answer.Int32(), answer.Text() is { Length: > 0 } rack ? rack : null);
        answer.Tags();
        return broker;
    }

    private static TopicAnswer Topic(ref FlexibleAnswer answer)
    {
        var (error, name, isInternal, partitions) = ((ErrorCode)answer.Int16(), answer.Text() ?? "", answer.Byte() != 0, new List<PartitionView>());
        for (var count = answer.Count(); count > 0; count--)
            partitions.Add(Partition(ref answer));
        answer.Int32(); // what we may do with it
        answer.Tags();
        return new TopicAnswer(name, error, isInternal, [.. partitions.OrderBy(partition => partition.Id)]);
    }

    private static PartitionView Partition(ref FlexibleAnswer answer)
    {
        answer.Int16(); // an error that the leader and the replicas tell as well
        var (id, leader) = (answer.Int32(), answer.Int32());
        answer.Int32(); // epoch of the leader
        var partition = new PartitionView(id, leader < 0 ? null : leader, answer.Int32s(), answer.Int32s());
        answer.Int32s(); // replicas that are offline
        answer.Tags();
        return partition;
    }
}
