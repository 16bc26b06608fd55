using System.Diagnostics.Metrics;
using Confluent.Kafka;
using GitOpsKafka.Cluster.Bus;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Tests.Unit.Platform.Events;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace GitOpsKafka.Tests.Unit.Cluster.Bus;

/// <summary>One in-process bus for a class of tests; each test takes a topic of its own.</summary>
public sealed class MockBusFixture : IDisposable
{
    private readonly MockBus _bus = MockBus.Start();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private int _topics;

    public BusOptions Topic(string spool = "unused") => _bus.Options($"changes-{Interlocked.Increment(ref _topics)}", spool);

    public BusMetrics Metrics() => new(_services.GetRequiredService<IMeterFactory>());

    public KafkaEventPublisher Publisher(BusOptions options) =>
        new(options, new PublisherName("reconciler", "/reconciler/platform"), TimeProvider.System, Metrics(), NullLoggerFactory.Instance);

    /// <returns>A running publisher whose events are on the bus.</returns>
    public async Task<KafkaEventPublisher> PublishAsync(BusOptions options, int count, int keys)
    {
        var publisher = Publisher(options);
        await publisher.StartAsync(CancellationToken.None);
        await publisher.PublishAsync(Batch("first", count, keys), CancellationToken.None);
        await publisher.FlushAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(15));
        return publisher;
    }

    public EventPump Pump(BusOptions options, Func<ChangeDelivery, CancellationToken, Task> handler) => new(
        options, new PumpOptions { GroupId = options.Topic, RevokeGrace = TimeSpan.FromMilliseconds(200) }, handler, TimeProvider.System, Metrics(), NullLogger<EventPump>.Instance);

    /// <summary>Requested changes about <c>orders-0</c> and following, in turn.</summary>
    public static List<PlatformEvent> Batch(string batch, int count, int keys) =>
        [.. Enumerable.Range(0, count).Select(i => SampleEvents.Requested($"{batch}-{i}", SampleEvents.Topic($"orders-{i % keys}")))];

    public static async Task<List<TrailRecord>> ReadAllAsync(BusOptions options)
    {
        var records = new List<TrailRecord>();
        await foreach (var record in new TrailReader(options, NullLogger<TrailReader>.Instance).ReadAsync(new TrailStart.Beginning(), follow: false, CancellationToken.None))
            records.Add(record);
        return records;
    }

    /// <summary>Puts bytes on the bus as any other client would.</summary>
    public static async Task ProduceAsync(BusOptions options, params (string Key, byte[] Value)[] records)
    {
        using var producer = new ProducerBuilder<string, byte[]>(new ProducerConfig { BootstrapServers = options.BootstrapServers, Partitioner = Partitioner.Murmur2Random }).Build();
        foreach (var (key, value) in records)
            await producer.ProduceAsync(options.Topic, new Message<string, byte[]> { Key = key, Value = value });
    }

    public void Dispose()
    {
        _bus.Dispose();
        _services.Dispose();
    }
}
