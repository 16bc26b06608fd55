using System.Threading.Channels;
using GitOpsKafka.Simulation.Time;

namespace GitOpsKafka.Tests.Unit.Simulation.Time;

// How tasks continue that were started elsewhere is what these tests are for.
#pragma warning disable VSTHRD003

public sealed class SimulationLoopTests
{
    private readonly VirtualClock _clock = new();

    [Fact]
    public void Hours_of_waiting_take_no_time()
    {
        new SimulationLoop(_clock).Run(() => Task.Delay(TimeSpan.FromHours(7), _clock));

        Assert.Equal(TimeSpan.FromHours(7), _clock.Elapsed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_same_seed_gives_the_same_trace(int seed)
    {
        var first = SampleProgram.Trace(seed, isShuffled: false);

        Assert.True(first.Count > 50);
        Assert.Equal(first, SampleProgram.Trace(seed, isShuffled: false));
        Assert.Equal(SampleProgram.Trace(seed, isShuffled: true), SampleProgram.Trace(seed, isShuffled: true));
    }

    [Fact]
    public void Another_seed_gives_another_trace() => Assert.NotEqual(SampleProgram.Trace(1, isShuffled: false), SampleProgram.Trace(2, isShuffled: false));

    [Fact]
    public void A_program_that_waits_for_nothing_is_a_deadlock()
    {
        var loop = new SimulationLoop(_clock);

        Assert.Throws<SimulationDeadlockException>(() => loop.Run(() => new TaskCompletionSource().Task));
    }

    [Fact]
    public void A_program_that_never_ends_is_stopped()
    {
        var loop = new SimulationLoop(_clock, SimulationLimits.Default with { MaxSteps = 100 });

        Assert.Throws<SimulationLimitException>(() => loop.Run(async () =>
        {
            while (true)
                await Task.Delay(TimeSpan.FromMilliseconds(1), _clock);
        }));
    }

    [Fact]
    public void What_the_program_throws_comes_out()
    {
        var loop = new SimulationLoop(_clock);

        var thrown = Assert.Throws<InvalidOperationException>(() => loop.Run(async () =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), _clock);
            throw new InvalidOperationException("no such topic");
        }));

        Assert.Equal("no such topic", thrown.Message);
    }

    [Fact]
    public void A_source_that_continues_asynchronously_continues_on_the_loop()
    {
        var thread = Environment.CurrentManagedThreadId;
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var timer = _clock.CreateTimer(_ => source.SetResult(), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        var continuedOn = new SimulationLoop(_clock).Run(async () =>
        {
            await source.Task;
            return Environment.CurrentManagedThreadId;
        });

        Assert.Equal(thread, continuedOn);
    }

    [Fact]
    public void Semaphores_without_a_token_stay_on_the_loop()
    {
        using var gate = new SemaphoreSlim(0);
        using var timer = _clock.CreateTimer(_ => gate.Release(), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        new SimulationLoop(_clock).Run(() => gate.WaitAsync());
        Assert.Equal(TimeSpan.FromSeconds(1), _clock.Elapsed);
    }

    [Theory]
    [MemberData(nameof(Leaving))]
    public void Code_that_leaves_the_loop_is_refused(string name, Func<VirtualClock, Task> program)
    {
        Assert.NotEmpty(name);
        Assert.Throws<ForeignThreadException>(() => new SimulationLoop(_clock, SimulationLimits.Strict).Run(() => program(_clock)));
    }

    [Theory]
    [MemberData(nameof(Leaving))]
    public void Code_that_leaves_the_loop_is_awaited_before_time_goes_on(string name, Func<VirtualClock, Task> program)
    {
        Assert.NotEmpty(name);
        // A busy machine may take long to begin with work of the pool.
        var patient = SimulationLimits.Default with { ForeignPatience = TimeSpan.FromSeconds(10) };
        new SimulationLoop(_clock, patient).Run(() => program(_clock));

        Assert.Equal(TimeSpan.FromSeconds(1), _clock.Elapsed);
    }

    public static TheoryData<string, Func<VirtualClock, Task>> Leaving() => new()
    {
        { "Task.Run", RunAsync },
        { "channel cancelled", CancelChannelAsync },
        { "ReadAllAsync", ReadAllAsync },
        { "SemaphoreSlim.WaitAsync(token)", WaitWithTokenAsync },
        { "AsTask", AsTaskAsync },
    };

    private static async Task RunAsync(VirtualClock clock)
    {
        await Task.Delay(TimeSpan.FromSeconds(1), clock);
        await Task.Run(() => { });
    }

    private static async Task CancelChannelAsync(VirtualClock clock)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1), clock);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Channel.CreateUnbounded<int>().Reader.ReadAsync(stop.Token).AsTask());
    }

    private static async Task ReadAllAsync(VirtualClock clock)
    {
        var channel = Channel.CreateUnbounded<int>();
        await using var timer = clock.CreateTimer(_ => channel.Writer.Complete(), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        await foreach (var _ in channel.Reader.ReadAllAsync())
        {
        }
    }

    private static async Task WaitWithTokenAsync(VirtualClock clock)
    {
        using var gate = new SemaphoreSlim(0);
        using var stop = new CancellationTokenSource();
        await using var timer = clock.CreateTimer(_ => gate.Release(), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        await gate.WaitAsync(stop.Token);
    }

    private static async Task AsTaskAsync(VirtualClock clock)
    {
        var channel = Channel.CreateUnbounded<int>();
        await using var timer = clock.CreateTimer(_ => channel.Writer.TryWrite(1), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        await Task.WhenAny(channel.Reader.WaitToReadAsync().AsTask(), Task.Delay(TimeSpan.FromSeconds(9), clock));
    }
}
