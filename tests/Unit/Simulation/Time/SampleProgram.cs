using System.Threading.Channels;
using GitOpsKafka.Simulation.Time;

namespace GitOpsKafka.Tests.Unit.Simulation.Time;

/// <summary>Producers, consumers, timeouts, periodic work and races, as the product has them; leaves a trace of every step.</summary>
internal sealed class SampleProgram(VirtualClock clock, Random random, Trace trace) : IDisposable
{
    private readonly Channel<string> _orders = Channel.CreateBounded<string>(3);
    private readonly SemaphoreSlim _gate = new(1);
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static IReadOnlyList<string> Trace(int seed, bool isShuffled)
    {
        var clock = new VirtualClock();
        var trace = new Trace(clock);
        var loop = new SimulationLoop(clock, SimulationLimits.Strict, isShuffled ? new Random(seed) : null);
        using var program = new SampleProgram(clock, new Random(seed), trace);
        loop.Run(program.RunAsync);
        trace.Add($"{loop.Steps} steps");
        return trace.Lines;
    }

    public void Dispose() => _gate.Dispose();

    private async Task RunAsync()
    {
        using var stop = new CancellationTokenSource();
        var background = Task.WhenAll(TickAsync(stop.Token), WatchAsync());
        var consumers = Task.WhenAll(ConsumeAsync("first"), ConsumeAsync("second"));
        await Task.WhenAll(ProduceAsync("orders"), ProduceAsync("payments"), RaceAsync());
        _orders.Writer.Complete();
        await consumers;
        _done.SetResult();
        stop.Cancel();
        await background;
    }

    private async Task ProduceAsync(string name)
    {
        for (var i = 0; i < 10; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(50)), clock);
            await _orders.Writer.WriteAsync($"{name}-{i}");
            trace.Add($"wrote {name}-{i}");
        }
    }

    private async Task ConsumeAsync(string name)
    {
        while (await _orders.Reader.WaitToReadAsync())
        {
            while (_orders.Reader.TryRead(out var order))
                await HandleAsync(name, order);
        }
    }

    private async Task HandleAsync(string name, string order)
    {
        await _gate.WaitAsync();
        using var timeout = new CancellationTokenSource(TimeSpan.FromMilliseconds(random.Next(1, 30)), clock);
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1, 30)), clock, timeout.Token);
            trace.Add($"{name} handled {order}");
        }
        catch (OperationCanceledException)
        {
            trace.Add($"{name} timed out on {order}");
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task RaceAsync()
    {
        for (var i = 0; i < 5; i++)
        {
            var left = Task.Delay(TimeSpan.FromMilliseconds(random.Next(1, 5)), clock);
            var right = Task.Delay(TimeSpan.FromMilliseconds(random.Next(1, 5)), clock);
            trace.Add(await Task.WhenAny(left, right) == left ? "left won" : "right won");
            await Task.Yield();
        }
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(70), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
                trace.Add("tick");
        }
        catch (OperationCanceledException)
        {
            trace.Add("ticking stopped");
        }
    }

    private async Task WatchAsync()
    {
        // How such a source continues is what this program is for.
#pragma warning disable VSTHRD003
        await _done.Task;
#pragma warning restore VSTHRD003
        trace.Add("all orders are done");
    }
}
