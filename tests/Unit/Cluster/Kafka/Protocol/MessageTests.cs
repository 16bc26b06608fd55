using Confluent.Kafka.Admin;
using GitOpsKafka.Cluster.Kafka.Protocol;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;
using static GitOpsKafka.Tests.Unit.Cluster.Kafka.Protocol.Hex;

namespace GitOpsKafka.Tests.Unit.Cluster.Kafka.Protocol;

/// <summary>Requests and answers byte by byte, as https://kafka.apache.org/protocol writes them.</summary>
public sealed class MessageTests
{
    private const string Client = "000b 6769746f70736b61666b61"; // gitopskafka

    private const string MetadataTopic = "13 5f5f636c75737465725f6d65746164617461"; // __cluster_metadata

    [Fact]
    public void Quorum_is_asked_for_by_the_partition_of_the_metadata() =>
        AssertBytes($"0000 0032 0037 0001 00000000 {Client} 00 02 {MetadataTopic} 02 00000000 00 00 00", QuorumMessage.Request.Write(1));

    [Fact]
    public void Voters_are_measured_by_the_clock_of_their_leader()
    {
        var answer = QuorumMessage.Request.Read(1, Bytes($"""
            00000000 00 0000 02 {MetadataTopic} 02 00000000 0000 000003e8 00000007 0000000000000064
              04 000003e9 0000000000000060 0000000000000001 0000000000000bb8 00
                 000003e8 0000000000000064 0000000000001388 0000000000001388 00
                 000003ea ffffffffffffffff ffffffffffffffff ffffffffffffffff 00
              02 00000000 0000000000000064 0000000000001388 0000000000001388 00
              00 00 00
            """));

        Assert.Equal(1000, answer.Leader);
        Assert.Equal(
            [new VoterView(1000, 0, TimeSpan.Zero), new VoterView(1001, 4, TimeSpan.FromSeconds(2)), new VoterView(1002, 101, null)],
            answer.Voters.AsEnumerable());
    }

    [Fact]
    public void Quorum_without_a_leader_says_so()
    {
        var answer = QuorumMessage.Request.Read(1, Bytes($"00000000 00 0000 02 {MetadataTopic} 02 00000000 0000 ffffffff 00000007 ffffffffffffffff 01 01 00 00 00"));

        Assert.Null(answer.Leader);
        Assert.Empty(answer.Voters);
    }

    [Theory]
    [InlineData("00000000 00 0006 01 00")]
    [InlineData($"00000000 00 0000 02 {MetadataTopic} 02 00000000 0006 ffffffff 00000007 ffffffffffffffff 01 01 00 00 00")]
    public void Error_of_a_quorum_is_worth_another_look(string answer)
    {
        var failure = Assert.Throws<KafkaAdminException>(() => QuorumMessage.Request.Read(1, Bytes(answer)));

        Assert.False(failure.IsRefusal);
        Assert.StartsWith("describe the quorum: NotLeaderForPartition", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Voters_and_observers_have_a_directory_each_where_Kafka_tells_it()
    {
        var answer = QuorumMessage.Request.Read(2, Bytes($"""
            00000000 00 0000 00 02 {MetadataTopic} 02 00000000 0000 00 00000bb8 00000007 0000000000000064
              02 00000bb8 000102030405060708090a0b0c0d0e0f 0000000000000064 0000000000001388 0000000000001388 00
              02 00000bb9 ffffffffffffffffffffffffffffff01 0000000000000060 0000000000001388 0000000000000bb8 00
              00 00 01 00
            """));

        Assert.Equal("AAECAwQFBgcICQoLDA0ODw", Assert.Single(answer.Voters).Directory?.ToString());
        var observer = Assert.Single(answer.Observers);
        Assert.Equal(new VoterView(3001, 4, TimeSpan.FromSeconds(2)) { Directory = new DirectoryId(new Guid("ffffffff-ffff-ffff-ffff-ffffffffff01")) }, observer);
    }

    [Fact]
    public void Refusal_of_a_quorum_says_why() => Assert.EndsWith(
        ": no",
        Assert.Throws<KafkaAdminException>(() => QuorumMessage.Request.Read(2, Bytes("00000000 00 001f 03 6e6f 01 01 00"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Log_directories_are_asked_for_without_any_topic() => AssertBytes($"0000 0018 0023 0004 00000000 {Client} 00 01 00", LogDirsMessage.Request.Write(4));

    [Fact]
    public void Log_directories_are_read_past_partitions_and_fields_that_are_new() => Assert.Equal(
        [new LogDirView("/a", 100, 25, IsOffline: false), new LogDirView("/b", -1, -1, IsOffline: true)],
        LogDirsMessage.Request.Read(4, Bytes("""
            00000000 00 00000000 0000
              03 0038 03 2f62 01 ffffffffffffffff ffffffffffffffff 00
                 0000 03 2f61 02 02 78 02 00000001 0000000000000002 0000000000000000 00 00 00 0000000000000064 0000000000000019 01 07 02 ffff
              00
            """)).AsEnumerable());

    [Fact]
    public void Minima_are_asked_for_topic_by_topic_in_one_request() =>
        AssertBytes($"0000 004c 0020 0004 00000000 {Client} 00 03 02 02 61 02 14 {MinimumSetting} 00 02 02 62 02 14 {MinimumSetting} 00 00 00 00", MinimumInSyncMessage.Of(["a", "b"]).Write(4));

    [Fact]
    public void Minima_are_read_but_for_topics_that_are_gone()
    {
        var minima = MinimumInSyncMessage.Of([]).Read(4, Bytes($"""
            00000000 00 00000000
              03 0000 00 02 02 61 02 14 {MinimumSetting} 02 32 00 05 00 02 02 78 02 79 01 00 03 00 00 00
                 0003 02 78 02 02 62 01 00
              00
            """));

        Assert.Equal([KeyValuePair.Create("a", 2)], minima);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00000000 00 0000 02")]
    [InlineData("00000000 00 0000 ffffff7f")]
    [InlineData("00000000 00 0000 ffffffffff")]
    [InlineData("00000000 00 0000 03 02 78 01 00 02 78 01 00 00")]
    public void Answers_that_are_none_cannot_be_read(string answer) => Assert.Throws<IOException>(() => QuorumMessage.Request.Read(1, Bytes(answer)));

    private const string MinimumSetting = "6d696e2e696e73796e632e7265706c69636173"; // min.insync.replicas

    [Fact]
    public void Settings_of_a_broker_are_asked_for_with_all_places_where_they_are_set() =>
        AssertBytes($"0000 001f 0020 0004 00000000 {Client} 00 02 04 02 37 00 00 01 00 00", ConfigsMessage.OfBroker(7).Write(4));

    [Fact]
    public void One_setting_of_topics_is_asked_for_alone() =>
        AssertBytes($"0000 0022 0020 0004 00000000 {Client} 00 02 02 02 61 02 03 6273 00 00 00 00", ConfigsMessage.OfTopics(["a"], "bs").Write(4));

    [Fact]
    public void Setting_comes_with_the_places_where_it_is_set()
    {
        var answer = ConfigsMessage.OfBroker(7).Read(4, Bytes("""
            00000000 00 00000000 02 0000 00 04 02 37 02
              02 61 02 31 00 02 00 03 02 61 02 31 02 00 02 62 00 04 00 03 00 00
              00 00
            """));

        var setting = Assert.Single(Assert.Single(answer).Settings);
        Assert.Equal(("a", "1", ConfigSource.DynamicBrokerConfig), (setting.Name, setting.Value, setting.Source));
        Assert.Equal([new SettingSynonym("a", "1", ConfigSource.DynamicBrokerConfig), new SettingSynonym("b", null, ConfigSource.StaticBrokerConfig)], setting.Synonyms.AsEnumerable());
    }

    [Fact]
    public void Settings_are_set_and_taken_away_in_order_of_their_names() => AssertBytes(
        $"0000 0029 002c 0001 00000000 {Client} 00 02 04 02 37 03 02 61 01 00 00 02 62 00 02 31 00 00 00 00",
        AlterConfigsMessage.OfBroker(7, new Dictionary<string, string?> { ["b"] = "1", ["a"] = null }).Write(1));

    [Fact]
    public void What_all_brokers_share_has_the_empty_name() => AssertBytes(
        $"0000 001d 002c 0001 00000000 {Client} 00 02 04 01 01 00 00 00", AlterConfigsMessage.OfAllBrokers(new Dictionary<string, string?>()).Write(1));

    [Fact]
    public void Refused_setting_is_told_in_the_words_of_the_broker()
    {
        var failure = Assert.Throws<KafkaAdminException>(() => AlterConfigsMessage.OfBroker(7, new Dictionary<string, string?>()).Read(1, Bytes("00000000 00 00000000 02 0028 03 6e6f 04 02 37 00 00")));

        Assert.True(failure.IsRefusal);
        Assert.Equal("alter settings of broker 7: InvalidConfig: no", failure.Message);
    }
}
