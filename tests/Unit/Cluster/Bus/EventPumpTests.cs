using System.Collections.Concurrent;
using GitOpsKafka.Cluster.Bus;
using GitOpsKafka.Tests.Unit.Platform.Events;

namespace GitOpsKafka.Tests.Unit.Cluster.Bus;

public sealed class EventPumpTests(MockBusFixture bus) : IClassFixture<MockBusFixture>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TempFolder _spool = new();

    [Fact]
    public async Task Events_of_a_key_come_in_order_and_different_keys_at_once()
    {
        var options = bus.Topic(_spool.Path);
        using var publisher = await bus.PublishAsync(options, count: 60, keys: 6);
        await MockBusFixture.ProduceAsync(options, ("KafkaTopic/streaming/orders-0", "no event"u8.ToArray()));
        var seen = new ConcurrentQueue<(string Key, long Sequence)>();
        var atOnce = new CountdownEvent(6);
        var allAtOnce = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        using var pump = bus.Pump(options, async (delivery, token) =>
        {
            if (!atOnce.IsSet && atOnce.Signal())
                allAtOnce.SetResult();
            // Six keys over four partitions: all can only be here at once when a partition does not hold them up.
            await allAtOnce.Task.WaitAsync(token);
            seen.Enqueue((delivery.Envelope.Subject.Name, delivery.Envelope.Sequence));
            if (seen.Count == 60)
                done.TrySetResult();
        });
        await pump.StartAsync(CancellationToken.None);
        await done.Task.WaitAsync(Patience);
        await pump.StopAsync(CancellationToken.None);

        foreach (var key in seen.GroupBy(each => each.Key))
            Assert.Equal(key.Select(each => each.Sequence).Order(), key.Select(each => each.Sequence));
    }

    [Fact]
    public async Task Restarted_pump_goes_on_with_what_was_not_done()
    {
        var options = bus.Topic(_spool.Path);
        using var publisher = await bus.PublishAsync(options, count: 20, keys: 20);
        var (first, second) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        var nineteen = new CountdownEvent(19);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        using (var pump = bus.Pump(options, async (delivery, token) =>
        {
            if (delivery.Envelope.Subject.Name == "orders-3")
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
            first.Enqueue(delivery.Envelope.Id);
            if (nineteen.Signal())
                reached.SetResult();
        }))
        {
            await pump.StartAsync(CancellationToken.None);
            await reached.Task.WaitAsync(Patience);
            await pump.StopAsync(CancellationToken.None);
        }

        var stuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (var pump = bus.Pump(options, (delivery, _) =>
        {
            second.Enqueue(delivery.Envelope.Id);
            if (delivery.Envelope.Subject.Name == "orders-3")
                stuck.TrySetResult();
            return Task.CompletedTask;
        }))
        {
            await pump.StartAsync(CancellationToken.None);
            await stuck.Task.WaitAsync(Patience);
            await pump.StopAsync(CancellationToken.None);
        }

        Assert.Equal(19, first.Distinct().Count());
        // The other partitions were committed to their ends, and this one up to the event that was not done.
        var records = await MockBusFixture.ReadAllAsync(options);
        var stuckAt = records.Single(record => record.Key.EndsWith("/orders-3", StringComparison.Ordinal));
        var open = records.Where(record => record.Partition == stuckAt.Partition && record.Offset >= stuckAt.Offset).Select(record => SampleTrail.Envelope(record).Id);
        Assert.Subset(open.ToHashSet(), second.ToHashSet());
    }

    public void Dispose() => _spool.Dispose();
}
