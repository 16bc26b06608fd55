using System.Collections.Concurrent;
using GitOpsKafka.Cluster.Bus;

namespace GitOpsKafka.Tests.Unit.Cluster.Bus;

public sealed class EventPumpHandoverTests(MockBusFixture bus) : IClassFixture<MockBusFixture>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TempFolder _spool = new();

    [Fact]
    public async Task Two_pumps_share_the_work_and_lose_nothing_when_one_leaves()
    {
        var options = bus.Topic(_spool.Path);
        using var publisher = await bus.PublishAsync(options, count: 40, keys: 20);
        var seen = new ConcurrentDictionary<string, int>();
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task HandleAsync(ChangeDelivery delivery, CancellationToken token)
        {
            seen.AddOrUpdate(delivery.Envelope.Id, 1, (_, times) => times + 1);
            if (seen.Count == 80)
                all.TrySetResult();
            return Task.CompletedTask;
        }

        using var left = bus.Pump(options, HandleAsync);
        using var right = bus.Pump(options, HandleAsync);
        await left.StartAsync(CancellationToken.None);
        await right.StartAsync(CancellationToken.None);
        await publisher.PublishAsync(MockBusFixture.Batch("more", 40, 20), CancellationToken.None);
        await left.StopAsync(CancellationToken.None);

        await all.Task.WaitAsync(Patience);
        await right.StopAsync(CancellationToken.None);
    }

    public void Dispose() => _spool.Dispose();
}
