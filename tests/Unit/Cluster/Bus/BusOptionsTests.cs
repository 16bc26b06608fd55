using GitOpsKafka.Cluster.Bus;
using GitOpsKafka.Platform.Ports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Tests.Unit.Cluster.Bus;

public sealed class BusOptionsTests
{
    [Fact]
    public void All_wrong_settings_are_named_at_once()
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Options(("Topic", "no topic!"), ("Partitions", "0"), ("Kafka:acks", "0"), ("Kafka:enable.auto.commit", "true")));

        Assert.All(["BootstrapServers", "SpoolDirectory", "Topic", "Partitions", "acks", "enable.auto.commit"], part => Assert.Contains(part, refused.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Security_settings_of_the_client_are_passed_on()
    {
        var options = Options(("BootstrapServers", "kafka:9093"), ("SpoolDirectory", "/spool"), ("Kafka:security.protocol", "SASL_SSL"), ("Kafka:sasl.mechanism", "SCRAM-SHA-512"));

        Assert.Equal("SASL_SSL", options.Kafka["security.protocol"]);
        Assert.Equal("gitopskafka.changes", options.Topic);
    }

    [Fact]
    public void Publisher_and_pump_are_registered_apart()
    {
        using var folder = new TempFolder();
        var section = Section(("BootstrapServers", "127.0.0.1:1"), ("SpoolDirectory", folder.Path));
        using var publishing = new ServiceCollection().AddLogging().AddBus(section).AddEventPublisher(new PublisherName("reconciler", "/reconciler")).BuildServiceProvider();
        using var pumping = new ServiceCollection().AddLogging().AddBus(section).AddEventPump(Section(), _ => (_, _) => Task.CompletedTask).BuildServiceProvider();

        Assert.Same(publishing.GetRequiredService<IEventPublisher>(), Assert.Single(publishing.GetServices<IHostedService>().OfType<KafkaEventPublisher>()));
        Assert.Single(pumping.GetServices<IHostedService>().OfType<EventPump>());
        Assert.Null(pumping.GetService<IEventPublisher>());
    }

    [Theory]
    [InlineData("delete", "-1", "-1", 0)]
    [InlineData("compact", "-1", "-1", 1)]
    [InlineData("compact,delete", "604800000", "-1", 2)]
    [InlineData("delete", "-1", "1073741824", 1)]
    public void Topic_that_loses_events_is_recognised(string policy, string time, string size, int losses) => Assert.Equal(
        losses,
        EventTopic.Losses(new Dictionary<string, string> { ["cleanup.policy"] = policy, ["retention.ms"] = time, ["retention.bytes"] = size }).Count);

    private static BusOptions Options(params (string Key, string Value)[] settings)
    {
        using var services = new ServiceCollection().AddLogging().AddBus(Section(settings)).BuildServiceProvider();
        return services.GetRequiredService<IOptions<BusOptions>>().Value;
    }

    private static IConfigurationRoot Section(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build();
}
