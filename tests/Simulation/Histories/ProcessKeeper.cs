using GitOpsKafka.Simulation.Faults;

namespace GitOpsKafka.Tests.Simulation.Histories;

/// <summary>Starts a process again whenever it ends, as Kubernetes does. A life knows nothing of those before it.</summary>
internal sealed class ProcessKeeper(string name, Surroundings around, Random random, Func<Incarnation, CancellationToken, Task> live)
{
    private Incarnation? _life;
    private CancellationTokenSource? _stop;

    /// <summary>Ends the life at once; nothing of it can act any more.</summary>
    public void Kill()
    {
        if (_life is not { IsDead: false } life)
            return;
        around.Trace.Add($"kill {name}");
        around.Witness.Count("kills");
        life.Crash();
    }

    /// <summary>Asks the process to stop, as before an update of it.</summary>
    public void Stop()
    {
        around.Trace.Add($"stop {name}");
        around.Witness.Count("restarts");
        _stop?.Cancel();
    }

    public async Task RunAsync(CancellationToken over)
    {
        for (var number = 1; !over.IsCancellationRequested; number++)
        {
            await LiveAsync($"{name}-{number}", over);
            if (!over.IsCancellationRequested)
                await Task.Delay(TimeSpan.FromSeconds(1 + (random.NextDouble() * 20)), around.Clock, CancellationToken.None);
        }
    }

    private async Task LiveAsync(string title, CancellationToken over)
    {
        using var stop = _stop = CancellationTokenSource.CreateLinkedTokenSource(over);
        var life = _life = new Incarnation(title, _ =>
        {
            around.Witness.Count("crashes");
            stop.Cancel();
        });
        around.Trace.Add($"start {title}");
        try
        {
            await live(life, stop.Token);
        }
        catch (Exception) when (life.IsDead || stop.IsCancellationRequested)
        {
            // Whatever the dying process threw.
        }
        catch (Exception failure)
        {
            around.Witness.Note($"{title} ended by itself: {failure}");
        }

        around.Trace.Add($"end {title}");
        (_life, _stop) = (null, null);
    }
}
