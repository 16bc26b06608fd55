using GitOpsKafka.Cluster.Bus;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Tests.Unit.Platform.Events;
using Microsoft.Extensions.Logging.Abstractions;

namespace GitOpsKafka.Tests.Unit.Cluster.Bus;

public sealed class KafkaEventPublisherTests(MockBusFixture bus) : IClassFixture<MockBusFixture>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly TempFolder _spool = new();

    [Fact]
    public async Task Published_events_come_back_in_order_with_a_whole_chain()
    {
        var options = bus.Topic(_spool.Path);
        using var publisher = bus.Publisher(options);
        await publisher.StartAsync(CancellationToken.None);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(batch => publisher.PublishAsync(Batch(batch, 10), CancellationToken.None)));
        await publisher.FlushAsync(CancellationToken.None).WaitAsync(Patience);

        var records = await MockBusFixture.ReadAllAsync(options);
        var report = TrailVerifier.Verify(records, [publisher.Head]);
        Assert.Equal(500, records.Count);
        Assert.Empty(report.Findings);
        Assert.Equal((0, null), (publisher.PendingCount, publisher.OldestPending));
        Assert.True(records.Select(record => record.Partition).Distinct().Count() > 1);
    }

    [Fact]
    public async Task Killed_before_it_heard_of_any_delivery_it_neither_loses_nor_doubles()
    {
        var options = bus.Topic(_spool.Path);
        var onBus = new List<(string, byte[])>();
        using (var journal = EventJournal.Open(_spool.Path, "reconciler", 1 << 20, NullLogger.Instance))
        {
            await journal.AppendAsync(head => SealAll(Batch(1, 20), head));
            onBus.AddRange(journal.DurableAfter(0, 13).Select(pending => (pending.Key, pending.Bytes.ToArray())));
        }

        await MockBusFixture.ProduceAsync(options, [.. onBus]);
        using var publisher = bus.Publisher(options);
        await publisher.StartAsync(CancellationToken.None);
        await publisher.PublishAsync(Batch(2, 5), CancellationToken.None);
        await publisher.FlushAsync(CancellationToken.None).WaitAsync(Patience);

        await AssertWholeAsync(options, publisher.Head, 25);
    }

    [Fact]
    public async Task Killed_in_the_middle_of_publishing_it_neither_loses_nor_doubles()
    {
        var options = bus.Topic(_spool.Path);
        TempFolder crashed;
        using (var publisher = bus.Publisher(options))
        {
            await publisher.StartAsync(CancellationToken.None);
            await publisher.PublishAsync(Batch(1, 40), CancellationToken.None);
            await publisher.FlushAsync(CancellationToken.None).WaitAsync(Patience);
            await publisher.PublishAsync(Batch(2, 200), CancellationToken.None);
            crashed = _spool.Snapshot();
            await publisher.StopAsync(CancellationToken.None);
        }

        using (crashed)
        {
            options.SpoolDirectory = crashed.Path;
            using var publisher = bus.Publisher(options);
            await publisher.StartAsync(CancellationToken.None);
            await publisher.PublishAsync(Batch(3, 10), CancellationToken.None);
            await publisher.FlushAsync(CancellationToken.None).WaitAsync(Patience);

            await AssertWholeAsync(options, publisher.Head, 250);
        }
    }

    [Fact]
    public async Task Spool_restored_from_an_old_copy_begins_a_new_chain()
    {
        var options = bus.Topic(_spool.Path);
        TempFolder copy;
        ChainHead old;
        using (var publisher = bus.Publisher(options))
        {
            await publisher.StartAsync(CancellationToken.None);
            await publisher.PublishAsync(Batch(1, 5), CancellationToken.None);
            await publisher.FlushAsync(CancellationToken.None).WaitAsync(Patience);
            copy = _spool.Snapshot();
            await publisher.PublishAsync(Batch(2, 5), CancellationToken.None);
            await publisher.FlushAsync(CancellationToken.None).WaitAsync(Patience);
            old = publisher.Head;
            await publisher.StopAsync(CancellationToken.None);
        }

        using (copy)
        {
            options.SpoolDirectory = copy.Path;
            using var publisher = bus.Publisher(options);
            await publisher.PublishAsync(Batch(3, 5), CancellationToken.None);
            await publisher.StartAsync(CancellationToken.None);
            await WhenEmptyAsync(publisher);

            var report = TrailVerifier.Verify(await MockBusFixture.ReadAllAsync(options), [old, publisher.Head]);
            Assert.Empty(report.Findings);
            Assert.Equal([5L, 10L], report.Chains.Select(chain => chain.Count).Order());
        }
    }

    [Fact]
    public async Task Bus_out_of_reach_at_the_start_only_delays_the_events()
    {
        var options = bus.Topic(_spool.Path);
        using var proxy = new LoopbackProxy(options.BootstrapServers);
        (options.BootstrapServers, options.RequestTimeout) = (proxy.Address, TimeSpan.FromMilliseconds(300));
        using var publisher = bus.Publisher(options);
        await publisher.StartAsync(CancellationToken.None);

        await publisher.PublishAsync(Batch(1, 10), CancellationToken.None);
        Assert.Equal(10, publisher.PendingCount);
        Assert.NotNull(publisher.OldestPending);
        Assert.False(publisher.IsConnected);

        proxy.Open();
        await publisher.FlushAsync(CancellationToken.None).WaitAsync(Patience);
        await AssertWholeAsync(options, publisher.Head, 10);
    }

    [Fact]
    public async Task Event_that_no_broker_would_take_is_refused_with_its_batch()
    {
        var options = bus.Topic(_spool.Path);
        options.MaxEventBytes = 2000;
        using var publisher = bus.Publisher(options);

        var refused = await Assert.ThrowsAsync<SpoolException>(() => publisher.PublishAsync(
            [.. Batch(1, 1), new PlatformEvent.ChangeFailed("c1", SampleEvents.Topic("orders"), "Refused", new string('x', 2000), false, 1)], CancellationToken.None));

        Assert.Contains("at most 2000", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, publisher.PendingCount);
    }

    [Fact]
    public async Task Reader_starts_at_offsets_and_follows_what_comes()
    {
        var options = bus.Topic(_spool.Path);
        using var publisher = bus.Publisher(options);
        await publisher.StartAsync(CancellationToken.None);
        await publisher.PublishAsync(Batch(1, 8), CancellationToken.None);
        await publisher.FlushAsync(CancellationToken.None).WaitAsync(Patience);
        var reader = new TrailReader(options, NullLogger<TrailReader>.Instance);
        var ends = await reader.EndsAsync(CancellationToken.None);

        using var enough = new CancellationTokenSource(Patience);
        await using var following = reader.ReadAsync(new TrailStart.At(ends), follow: true, enough.Token).GetAsyncEnumerator(enough.Token);
        var next = following.MoveNextAsync();
        await publisher.PublishAsync([SampleEvents.Requested("c9", SampleEvents.Topic("payments"))], CancellationToken.None);

        Assert.True(await next);
        Assert.Equal("KafkaTopic/streaming/payments", following.Current.Key);
        Assert.Equal(8, ends.Values.Sum());
    }

    public void Dispose() => _spool.Dispose();

    private static async Task AssertWholeAsync(BusOptions options, ChainHead head, int count)
    {
        var records = await MockBusFixture.ReadAllAsync(options);

        Assert.Equal(count, records.Count);
        Assert.Empty(TrailVerifier.Verify(records, [head]).Findings);
    }

    /// <summary>Flushing names a link; here the links are renamed meanwhile.</summary>
    private static async Task WhenEmptyAsync(KafkaEventPublisher publisher)
    {
        while (publisher.PendingCount > 0 || !publisher.IsConnected)
            await publisher.FlushAsync(CancellationToken.None).WaitAsync(Patience);
    }

    private static List<PlatformEvent> Batch(int batch, int count) =>
        [.. Enumerable.Range(0, count).Select(i => SampleEvents.Requested($"c{batch}-{i}", SampleEvents.Topic($"orders-{i % 7}")))];

    private static List<SealedEvent> SealAll(List<PlatformEvent> events, ChainHead head)
    {
        var links = new List<SealedEvent>();
        foreach (var data in events)
        {
            links.Add(EventChain.Seal(data, SampleEvents.Noon, "/reconciler/platform", head, null));
            head = links[^1].Head;
        }

        return links;
    }
}
