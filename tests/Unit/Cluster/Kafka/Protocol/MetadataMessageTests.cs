using Confluent.Kafka;
using GitOpsKafka.Cluster.Kafka.Protocol;
using GitOpsKafka.Platform.Observation;
using static GitOpsKafka.Tests.Unit.Cluster.Kafka.Protocol.Hex;

namespace GitOpsKafka.Tests.Unit.Cluster.Kafka.Protocol;

/// <summary>Brokers and topics, byte by byte.</summary>
public sealed class MetadataMessageTests
{
    private const string Client = "000b 6769746f70736b61666b61"; // gitopskafka

    private const string Start = "00000000 00 00000000"; // correlation id, throttle time

    [Fact]
    public void Topics_are_asked_for_by_name_and_never_made() =>
        AssertBytes($"0000 0021 0003 0009 00000000 {Client} 00 03 02 61 00 02 62 00 00 00 00 00", MetadataMessage.Of(["a", "b"]).Write(9));

    [Fact]
    public void All_topics_and_none_are_told_apart()
    {
        AssertBytes($"0000 001b 0003 0009 00000000 {Client} 00 00 00 00 00 00", MetadataMessage.Of(null).Write(9));
        AssertBytes($"0000 001b 0003 0009 00000000 {Client} 00 01 00 00 00 00", MetadataMessage.Of([]).Write(9));
    }

    [Fact]
    public void Partition_without_leader_and_replica_in_sync_is_read()
    {
        var answer = Read($"""
            {Start} 03 00000002 02 68 00002384 02 72 00 00000001 02 67 00002384 00 00 02 63 ffffffff
              03 0000 02 61 00 02 0005 00000000 ffffffff 00000007 02 00000001 01 02 00000001 00 80000000 00
                 0003 02 62 00 01 80000000 00
              80000000 00
            """);

        Assert.Equal(("c", null), (answer.Cluster.ClusterId, answer.Cluster.ControllerId));
        Assert.Equal([new BrokerView(1, "g", 9092, null), new BrokerView(2, "h", 9092, "r")], answer.Cluster.Brokers.AsEnumerable());
        Assert.Equal(["a", "b"], answer.Topics.Select(topic => topic.Name));
        Assert.Equal([ErrorCode.NoError, ErrorCode.UnknownTopicOrPart], answer.Topics.Select(topic => topic.Error));
        var partition = Assert.Single(answer.Topics[0].Partitions);
        Assert.Null(partition.Leader);
        Assert.Equal([1], partition.Replicas.AsEnumerable());
        Assert.Empty(partition.InSyncReplicas);
    }

    [Theory]
    [InlineData($"{Start} 01 02 63 ffffffff 01 80000000 00")] // no broker is live
    [InlineData($"{Start} 03 00000002 02 68")]
    public void Broker_that_knows_nothing_is_not_believed(string answer) => Assert.Throws<IOException>(() => Read(answer));

    private static MetadataView Read(string answer) => MetadataMessage.Of(null).Read(9, Bytes(answer));
}
