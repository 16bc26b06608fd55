using GitOpsKafka.Cli;
using GitOpsKafka.Cli.Trail;
using GitOpsKafka.Cluster.Bus;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Tests.Unit.Cluster.Bus;
using Microsoft.Extensions.Logging.Abstractions;

namespace GitOpsKafka.Tests.Unit.Cli;

/// <summary>The trail on brokers that speak Kafka's protocol.</summary>
public sealed class BusTrailTests(MockBusFixture bus) : IClassFixture<MockBusFixture>
{
    [Fact]
    public async Task Trail_is_read_from_the_bus_to_its_end()
    {
        var options = bus.Topic();
        await MockBusFixture.ProduceAsync(options, ("KafkaTopic/streaming/orders", "one"u8.ToArray()), ("KafkaTopic/streaming/orders", "two"u8.ToArray()));

        Assert.Equal(["one", "two"], (await TrailOf(options).ReadAsync(null, CancellationToken.None).ToListAsync()).Select(Text));
    }

    [Fact]
    public async Task A_topic_that_is_not_there_is_no_empty_trail()
    {
        var options = bus.Topic();
        options.Topic = "misspelt";

        var failure = await Assert.ThrowsAsync<CliException>(async () => await TrailOf(options).ReadAsync(null, CancellationToken.None).ToListAsync());

        Assert.StartsWith("there is no topic misspelt at ", failure.Message, StringComparison.Ordinal);
    }

    private static BusTrail TrailOf(BusOptions options) =>
        new(new TrailReader(options, NullLogger<TrailReader>.Instance), new TrailTarget(options.BootstrapServers, options.Topic, options.Kafka));

    private static string Text(TrailRecord record) => System.Text.Encoding.UTF8.GetString(record.Bytes.Span);
}
