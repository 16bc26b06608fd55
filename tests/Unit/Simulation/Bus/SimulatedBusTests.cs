using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Simulation.Bus;
using GitOpsKafka.Simulation.Time;

namespace GitOpsKafka.Tests.Unit.Simulation.Bus;

public sealed class SimulatedBusTests
{
    private static readonly ResourceKey Orders = ResourceKey.Of("KafkaTopic", "streaming", "orders.v1");
    private static readonly ResourceKey Payments = ResourceKey.Of("KafkaTopic", "streaming", "payments.v1");

    private readonly VirtualClock _clock = new();
    private readonly SimulatedBus _bus;
    private readonly List<string> _seen = [];

    public SimulatedBusTests() => _bus = new SimulatedBus(_clock, new Random(3));

    [Fact]
    public void Events_come_in_order_and_the_offset_follows() => Run(async () =>
    {
        await PublishAsync(Orders, 1, 2);
        await ConsumeAsync(TimeSpan.FromSeconds(1));
        await PublishAsync(Payments, 3);
        await ConsumeAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(["orders.v1/1", "orders.v1/2", "payments.v1/3"], _seen);
        Assert.Equal(3, _bus.OffsetOf("workers"));
        Assert.Equal([0, 1], _bus.Of(Orders).Select(record => record.Offset));
    });

    [Fact]
    public void What_was_not_finished_comes_again() => Run(async () =>
    {
        await PublishAsync(Orders, 1, 2);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _bus.SubscribeAsync("workers", Fail, default));
        Assert.Equal(0, _bus.OffsetOf("workers"));

        await ConsumeAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(["orders.v1/1", "orders.v1/2"], _seen);
    });

    [Fact]
    public void A_slow_key_holds_back_the_offset_and_not_the_others() => Run(async () =>
    {
        await PublishAsync(Orders, 1);
        await PublishAsync(Payments, 2);
        using var crash = new CancellationTokenSource(TimeSpan.FromSeconds(1), _clock);

        await _bus.SubscribeAsync("workers", (record, token) => record.Key == Orders ? Task.Delay(TimeSpan.FromHours(1), _clock, token) : See(record), crash.Token);

        Assert.Equal(["payments.v1/2"], _seen);
        Assert.Equal(0, _bus.OffsetOf("workers"));
    });

    [Fact]
    public void Delays_let_keys_overtake_but_keep_the_order_of_each() => Run(async () =>
    {
        _bus.Faults = new BusFaults { Delay = 0.5 };
        for (var i = 0; i < 20; i++)
            await PublishAsync(i % 2 == 0 ? Orders : Payments, i);
        await ConsumeAsync(TimeSpan.FromHours(1));

        Assert.NotEqual(_seen.Order(StringComparer.Ordinal), _seen);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"orders.v1/{2 * i}"), _seen.Where(text => text.StartsWith("orders", StringComparison.Ordinal)));
    });

    [Fact]
    public void Duplicates_and_reordering_within_a_key_happen_only_when_asked_for() => Run(async () =>
    {
        _bus.Faults = new BusFaults { Duplicate = 1, ReorderWithinKey = 1 };
        await PublishAsync(Orders, 1, 2);
        await ConsumeAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(["orders.v1/2", "orders.v1/2", "orders.v1/1", "orders.v1/1"], _seen);
        Assert.Equal(2, _bus.OffsetOf("workers"));
    });

    private void Run(Func<Task> program) => new SimulationLoop(_clock, SimulationLimits.Strict).Run(program);

    private Task PublishAsync(ResourceKey key, params int[] numbers) =>
        _bus.PublishAsync([.. numbers.Select(number => new PlatformEvent.ChangeUnchanged($"{number}", key))], default);

    private async Task ConsumeAsync(TimeSpan time)
    {
        using var stop = new CancellationTokenSource(time, _clock);
        await _bus.SubscribeAsync("workers", (record, _) => See(record), stop.Token);
    }

    private Task See(BusRecord record)
    {
        _seen.Add($"{record.Key.Name}/{((PlatformEvent.ChangeUnchanged)record.Event).ChangeId}");
        return Task.CompletedTask;
    }

    private static Task Fail(BusRecord record, CancellationToken cancellationToken) => throw new InvalidOperationException("the worker died");
}
