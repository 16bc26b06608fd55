using Confluent.Kafka;
using Confluent.Kafka.Admin;
using GitOpsKafka.Cluster.Kafka;

namespace GitOpsKafka.Tests.Unit.Cluster.Kafka;

public sealed class KafkaErrorsTests
{
    [Theory]
    [InlineData(ErrorCode.InvalidConfig, true)]
    [InlineData(ErrorCode.PolicyViolation, true)]
    [InlineData(ErrorCode.InvalidPartitions, true)]
    [InlineData(ErrorCode.InvalidReplicationFactor, false)]
    [InlineData(ErrorCode.NotController, false)]
    [InlineData(ErrorCode.Local_TimedOut, false)]
    [InlineData(ErrorCode.Local_Transport, false)]
    [InlineData(ErrorCode.UnknownTopicOrPart, false)]
    public void A_refusal_is_what_can_never_succeed(ErrorCode code, bool isRefusal) =>
        Assert.Equal(isRefusal, KafkaErrors.ToException("create topic orders", new Error(code)).IsRefusal);

    [Fact]
    public void The_error_of_the_topic_counts_not_that_of_the_request()
    {
        var report = new CreatePartitionsReport { Topic = "orders", Error = new Error(ErrorCode.InvalidPartitions, "Topic already has 6 partitions") };

        var error = KafkaErrors.ToException("raise partitions of topic orders to 3", KafkaReports.ErrorOf(new CreatePartitionsException([report])));

        Assert.True(error.IsRefusal);
        Assert.Equal("raise partitions of topic orders to 3: InvalidPartitions: Topic already has 6 partitions", error.Message);
    }

    [Fact]
    public void Only_the_broker_can_say_that_a_topic_does_not_exist()
    {
        Assert.True(KafkaErrors.IsNoSuchTopic(new Error(ErrorCode.UnknownTopicOrPart)));
        Assert.False(KafkaErrors.IsNoSuchTopic(new Error(ErrorCode.Local_UnknownTopic)));
    }
}
