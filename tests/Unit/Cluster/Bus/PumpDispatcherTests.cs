using System.Collections.Concurrent;
using GitOpsKafka.Cluster.Bus;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Tests.Unit.Platform.Events;
using Microsoft.Extensions.Logging.Abstractions;

namespace GitOpsKafka.Tests.Unit.Cluster.Bus;

public sealed class PumpDispatcherTests(MockBusFixture bus) : IClassFixture<MockBusFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Gate> _gates = [];
    private ChainHead _head = ChainHead.Start("reconciler-1");

    [Fact]
    public async Task Mark_stays_below_the_event_that_is_not_done()
    {
        var dispatcher = Dispatcher();
        Accept(dispatcher, 0, "orders", 1);
        Accept(dispatcher, 1, "bills", 2);
        await GateOf("orders").Entered;
        GateOf("bills").Open();
        await GateOf("bills").Left;

        Assert.Equal((0, 0), Assert.Single(dispatcher.TakeMarks()));
        GateOf("orders").Open();
        await UntilAsync(() => dispatcher.OpenCount == 0);
        Assert.Equal((0, 2), Assert.Single(dispatcher.TakeMarks()));
        Assert.Empty(dispatcher.TakeMarks());
    }

    [Fact]
    public void Event_that_nobody_asked_for_counts_as_done()
    {
        var dispatcher = Dispatcher();
        dispatcher.Accept(SampleTrail.Record(SampleTrail.Seal(1, 3, _head), 0, 0));
        dispatcher.Accept(new TrailRecord(0, 1, "orders", "garbage"u8.ToArray(), SampleEvents.Noon));

        Assert.Equal((0, 2), Assert.Single(dispatcher.TakeMarks()));
    }

    [Fact]
    public async Task Revoked_partition_waits_for_what_runs_and_begins_nothing_more()
    {
        var dispatcher = Dispatcher();
        Accept(dispatcher, 0, "orders", 1);
        Accept(dispatcher, 1, "orders", 2);
        await GateOf("orders").Entered;

        var revoked = Task.Run(() => dispatcher.Revoke([0]));
        Assert.True(SpinWait.SpinUntil(() => dispatcher.OpenCount == 0, Patience));
        Assert.False(revoked.IsCompleted);
        GateOf("orders").Open();

        Assert.Equal((0, 1), Assert.Single(await revoked.WaitAsync(Patience)));
        Assert.Equal(1, GateOf("orders").Count);
    }

    [Fact]
    public async Task Handler_that_outlives_the_grace_is_cancelled_and_its_event_not_done()
    {
        var dispatcher = Dispatcher(new PumpOptions { RevokeGrace = TimeSpan.Zero });
        Accept(dispatcher, 0, "orders", 1);
        await GateOf("orders").Entered;

        Assert.Equal((0, 0), Assert.Single(dispatcher.Revoke([0])));
        await GateOf("orders").Left;
    }

    [Fact]
    public async Task Lost_partition_stores_nothing_even_when_its_handler_ends_well()
    {
        var dispatcher = Dispatcher();
        Accept(dispatcher, 0, "orders", 1);
        await GateOf("orders").Entered;

        dispatcher.Lose([0]);
        GateOf("orders").Open();

        await GateOf("orders").Left;
        Assert.Empty(dispatcher.TakeMarks());
        Assert.Equal(0, dispatcher.OpenCount);
    }

    [Fact]
    public async Task Newer_change_of_the_key_supersedes_the_older_ones()
    {
        var superseded = new TaskCompletionSource<long>();
        var dispatcher = Dispatcher(new PumpOptions(), async (delivery, token) =>
        {
            var newer = new TaskCompletionSource();
            await using var heard = delivery.Superseded.Register(newer.SetResult);
            await newer.Task.WaitAsync(token);
            superseded.TrySetResult(((PlatformEvent.ChangeRequested)delivery.SupersededBy!.Data).Cause.Commit.Sequence);
        });

        Accept(dispatcher, 0, "orders", 7);
        Accept(dispatcher, 1, "orders", 7);
        Assert.False(superseded.Task.IsCompleted);
        Accept(dispatcher, 2, "orders", 8);

        Assert.Equal(8, await superseded.Task.WaitAsync(Patience));
        dispatcher.Lose([0]);
    }

    [Fact]
    public async Task Failing_event_is_tried_again_while_other_keys_go_on()
    {
        var attempts = new ConcurrentQueue<int>();
        var bills = new TaskCompletionSource();
        var dispatcher = Dispatcher(new PumpOptions { Concurrency = 1, FirstPause = TimeSpan.FromMilliseconds(5) }, async (delivery, _) =>
        {
            if (delivery.Envelope.Subject.Name == "bills")
            {
                bills.TrySetResult();
                return;
            }

            attempts.Enqueue(delivery.Attempt);
            // Fails until the other key got through the only slot, and twice more.
            if (!bills.Task.IsCompleted || attempts.Count < 3)
                throw new InvalidOperationException("no broker answered");
            await Task.CompletedTask;
        });

        Accept(dispatcher, 0, "orders", 1);
        Accept(dispatcher, 1, "bills", 1);
        await UntilAsync(() => dispatcher.OpenCount == 0);

        Assert.Equal(Enumerable.Range(1, attempts.Count), attempts);
        Assert.True(attempts.Count >= 3);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var enough = new CancellationTokenSource(Patience);
        while (!condition())
        {
            enough.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private PumpDispatcher Dispatcher(PumpOptions? options = null, Func<ChangeDelivery, CancellationToken, Task>? handler = null)
    {
        var dispatcher = new PumpDispatcher(
            options ?? new PumpOptions(), handler ?? ((delivery, token) => GateOf(delivery.Envelope.Subject.Name).PassAsync(token)), TimeProvider.System, bus.Metrics(), NullLogger.Instance);
        dispatcher.Assign([0]);
        return dispatcher;
    }

    private void Accept(PumpDispatcher dispatcher, long offset, string topic, long commitSequence)
    {
        var link = EventChain.Seal(SampleEvents.Requested($"c{offset}", SampleEvents.Topic(topic), commitSequence), SampleEvents.Noon, "/r", _head, null);
        _head = link.Head;
        dispatcher.Accept(SampleTrail.Record(link, 0, offset));
    }

    private Gate GateOf(string topic) => _gates.GetOrAdd(topic, _ => new Gate());

    /// <summary>Holds a handler until opened.</summary>
    private sealed class Gate
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Entered => _entered.Task.WaitAsync(Patience);

        public Task Left => _left.Task.WaitAsync(Patience);

        public int Count { get; private set; }

        public void Open() => _open.TrySetResult();

        public async Task PassAsync(CancellationToken token)
        {
            Count++;
            _entered.TrySetResult();
            try
            {
                await _open.Task.WaitAsync(token);
            }
            finally
            {
                _left.TrySetResult();
            }
        }
    }
}
