using GitOpsKafka.Simulation.Time;

namespace GitOpsKafka.Tests.Simulation.Histories;

/// <summary>
/// One life of a platform, made from a seed: commits, people who change things by hand, faults, crashes; then peace, in which it must
/// become what the last commit wants.
/// </summary>
internal sealed class History
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(2);

    /// <summary>Longer than the reconciler waits before it repeats a request.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(6);

    private readonly Random _random;
    private readonly Surroundings _around;
    private readonly Author _author;
    private readonly Hand _hand;
    private readonly Processes _processes;
    private readonly ProcessKeeper _worker;
    private readonly ProcessKeeper _reconciler;
    private readonly Weather _weather;

    private History(int seed, Sabotage sabotage)
    {
        // Neighbouring seeds would draw alike.
        _random = new Random(unchecked((int)(seed * 2654435761L)));
        _around = new Surroundings(Surroundings.Branch(_random));
        _author = new Author(Surroundings.Branch(_random));
        _hand = new Hand(_around, Surroundings.Branch(_random));
        _processes = new Processes(_around, Surroundings.Branch(_random), sabotage);
        _worker = new ProcessKeeper("worker", _around, Surroundings.Branch(_random), _processes.WorkAsync);
        _reconciler = new ProcessKeeper("reconciler", _around, Surroundings.Branch(_random), _processes.ReconcileAsync);
        _weather = new Weather(_around, Surroundings.Branch(_random), _worker, _reconciler);
    }

    public static HistoryReport Run(int seed, Sabotage sabotage = Sabotage.None)
    {
        var history = new History(seed, sabotage);
        var loop = new SimulationLoop(history._around.Clock, SimulationLimits.Strict with { MaxSteps = 5_000_000, MaxTime = TimeSpan.FromDays(2) });
        string? failure;
        try
        {
            failure = loop.Run(history.LiveAsync);
        }
        catch (Exception broken)
        {
            failure = broken.ToString();
        }

        return HistoryReport.Of(seed, failure, history._around, loop.Steps);
    }

    /// <returns>What is wrong; null when nothing is.</returns>
    private async Task<string?> LiveAsync()
    {
        using var over = new CancellationTokenSource();
        Push(_author.First());
        Task[] running = [_around.Nodes.RunAsync(over.Token), _worker.RunAsync(over.Token), _reconciler.RunAsync(over.Token)];
        _weather.Begin();
        await Task.WhenAll(RepeatAsync(_random.Next(2, 9), 200, PushNextAsync), RepeatAsync(_random.Next(6), 300, _hand.ActAsync), RepeatAsync(_random.Next(6), 300, _weather.StormAsync));
        _weather.End();
        Push(_author.Last());
        var failure = await SettleAsync();
        over.Cancel();
        await Task.WhenAll(running);
        return failure;
    }

    private async Task<string?> SettleAsync()
    {
        var convergence = new Convergence(_around);
        var began = _around.Clock.Elapsed;
        string? missing;
        while ((missing = await convergence.WhatIsMissingAsync()) is not null && _around.Clock.Elapsed - began < Patience)
            await Task.Delay(TimeSpan.FromSeconds(20), _around.Clock);
        _around.Witness.Count("seconds to converge", (long)(_around.Clock.Elapsed - began).TotalSeconds);
        if (missing is not null)
            return $"not converged after {Patience}: {missing}";
        var requests = Requests;
        await Task.Delay(Quiet, _around.Clock);
        return await convergence.WhatIsMissingAsync() is { } later ? $"converged, and then: {later}"
            : Requests > requests ? "converged, and more changes were requested"
            : convergence.OpenRequests().FirstOrDefault()
            ?? _around.Bus.Verify().Findings.FirstOrDefault()?.Describe();
    }

    private long Requests => _around.Witness.Counts.GetValueOrDefault("event change.requested.v1");

    private Task PushNextAsync()
    {
        Push(_author.Next());
        return Task.CompletedTask;
    }

    private void Push(Push push)
    {
        _around.Trace.Add($"push {push.What}");
        _around.Witness.Count("commits");
        _around.Repository.Push(push);
        if (_random.Next(3) > 0)
            _processes.Hook?.Signal();
    }

    private async Task RepeatAsync(int times, int seconds, Func<Task> happen)
    {
        var random = Surroundings.Branch(_random);
        for (var done = 0; done < times; done++)
        {
            await Task.Delay(TimeSpan.FromSeconds(random.NextDouble() * seconds), _around.Clock);
            await happen();
        }
    }
}
