using System.Diagnostics;
using GitOpsKafka.Tests.Integration.Fixtures;

namespace GitOpsKafka.Tests.Integration.Crashes;

/// <summary>
/// Plays the kubelet for a process that is killed at one write after another: starts it again at once, each life with the next place
/// to die at; when none is left, with one that is not killed.
/// </summary>
internal sealed class KilledLives : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string?, ProductProcess> _create;
    private readonly List<Death> _deaths = [];
    private readonly Task _loop;

    /// <param name="create">A life, killed at the place given.</param>
    public KilledLives(Func<string?, ProductProcess> create, IEnumerable<string> killAt)
    {
        _create = create;
        Planned = [.. killAt];
        _loop = Task.Run(RunAsync);
    }

    public IReadOnlyList<string> Planned { get; }

    /// <summary>In order.</summary>
    public IReadOnlyList<Death> Deaths
    {
        get
        {
            lock (_deaths)
                return [.. _deaths];
        }
    }

    public bool IsOver => Deaths.Count == Planned.Count;

    /// <summary>The loop itself broke: a life ended that nobody had asked to.</summary>
    public Exception? Failure => _loop.Exception?.InnerException;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        foreach (var killAt in Planned)
        {
            if (!await LiveAsync(killAt))
                return;
        }

        await LiveAsync(null);
    }

    /// <returns>False when the campaign is over.</returns>
    private async Task<bool> LiveAsync(string? killAt)
    {
        var started = Stopwatch.GetTimestamp();
        var life = _create(killAt);
        life.Start();
        while (life.IsRunning && !_stop.IsCancellationRequested)
            await Task.Delay(20);
        if (_stop.IsCancellationRequested)
            return false;
        var last = life.Log.Split('\n').LastOrDefault(line => line.StartsWith("killed ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{life.Name} ended by itself, it should have been killed at: {killAt ?? "nothing"}\n{life.Log}");
        lock (_deaths)
            _deaths.Add(new Death(killAt!, last["killed ".Length..], Stopwatch.GetElapsedTime(started)));
        return true;
    }
}

/// <param name="Asked">What was asked for: <c>apply 3 after</c>.</param>
/// <param name="Where">Where it died: <c>after apply StatefulSet/streaming/orders-brokers</c>.</param>
/// <param name="Lived">From its start on.</param>
internal sealed record Death(string Asked, string Where, TimeSpan Lived);
