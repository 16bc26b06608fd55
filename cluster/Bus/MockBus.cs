using Confluent.Kafka;

namespace GitOpsKafka.Cluster.Bus;

/// <summary>
/// A bus in this process, for the demo and for tests: librdkafka's mock brokers speak the real wire protocol on loopback and keep all in
/// memory. Topics have four partitions; they cannot be created or described by admin calls, so use it with
/// <see cref="BusOptions.CreateTopic"/> false. Thread-safe.
/// Source: https://github.com/confluentinc/librdkafka/blob/master/src/rdkafka_mock.h.
/// </summary>
public sealed class MockBus : IDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(10);

    private readonly IAdminClient _host;

    private MockBus(IAdminClient host, string bootstrapServers) => (_host, BootstrapServers) = (host, bootstrapServers);

    /// <summary>Loopback addresses; other processes may use them too.</summary>
    public string BootstrapServers { get; }

    public static MockBus Start(int brokers = 1)
    {
        var host = new AdminClientBuilder([new("test.mock.num.brokers", $"{brokers}")]).SetLogHandler(static (_, _) => { }).Build();
        var metadata = host.GetMetadata(StartTimeout);
        return new MockBus(host, string.Join(",", metadata.Brokers.Select(broker => $"{broker.Host}:{broker.Port}")));
    }

    /// <summary>Creates the topic, if it is not there, and gives options that fit this bus.</summary>
    public BusOptions Options(string topic, string spoolDirectory)
    {
        // Asking by name creates it; a consumer would not.
        _host.GetMetadata(topic, StartTimeout);
        return new BusOptions
        {
            BootstrapServers = BootstrapServers,
            Topic = topic,
            SpoolDirectory = spoolDirectory,
            CreateTopic = false,
            Kafka =
            {
                // Its fetch waits to the end of the time given even when records come meanwhile.
                ["fetch.wait.max.ms"] = "20",
                // It gives a group that lost a member the session timeout less one second to join again, and a new group three seconds.
                ["session.timeout.ms"] = "4000",
                ["heartbeat.interval.ms"] = "500",
            },
        };
    }

    public void Dispose() => _host.Dispose();
}
