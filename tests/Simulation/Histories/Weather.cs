using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Simulation.Bus;
using GitOpsKafka.Simulation.Faults;

namespace GitOpsKafka.Tests.Simulation.Histories;

/// <summary>What goes wrong around the processes: small faults at any call all the time, and storms that last for a while.</summary>
internal sealed class Weather(Surroundings around, Random random, ProcessKeeper worker, ProcessKeeper reconciler)
{
    private readonly HashSet<string> _broken = new(StringComparer.Ordinal);

    public void Begin()
    {
        around.Nodes.StartOnly(pod => !_broken.Contains(pod.Key.Name));
        around.KubernetesFaults.Rates = Rates();
        around.KafkaFaults.Rates = Rates();
        around.BusFaults.Rates = Rates();
        around.Log.Faults = new BusFaults { Duplicate = Upto(0.2), Delay = Upto(0.3), MaxDelay = TimeSpan.FromSeconds(random.Next(1, 60)) };
    }

    public void End()
    {
        around.KubernetesFaults.Rates = around.KafkaFaults.Rates = around.BusFaults.Rates = FaultRates.None;
        around.Log.Faults = new BusFaults();
        around.Trace.Add("the weather is fine");
    }

    public Task StormAsync() => random.Next(11) switch
    {
        0 => DuringAsync("Kubernetes is away", 180, isOn => around.KubernetesFaults.IsPartitioned = isOn),
        1 or 2 => DuringAsync("Kafka is away", 400, isOn => around.KafkaFaults.IsPartitioned = isOn),
        3 => DuringAsync("the bus is away", 180, isOn => around.BusFaults.IsPartitioned = isOn),
        4 => DuringAsync("Git is away", 180, isOn => around.Repository.IsUnreachable = isOn),
        5 => OnceAsync("compaction", around.Kubernetes.Compact),
        6 => OnceAsync("worker", worker.Kill),
        7 => OnceAsync("reconciler", reconciler.Kill),
        8 => OnceAsync("worker or reconciler", random.Next(2) == 0 ? worker.Stop : reconciler.Stop),
        9 => OnceAsync("replay", Replay),
        _ => BreakPodAsync(),
    };

    /// <summary>An operator sends the worker back on the trail, some way or to its beginning.</summary>
    private void Replay()
    {
        worker.Kill();
        around.Log.Seek(Courier.Group, random.Next(3) == 0 ? 0 : Math.Max(0, around.Log.OffsetOf(Courier.Group) - random.Next(30)));
    }

    private async Task BreakPodAsync()
    {
        var pods = (await around.Kubernetes.ListAsync(ResourceType.Pods, null, null, CancellationToken.None)).Items;
        if (pods.IsEmpty)
            return;
        var pod = pods[random.Next(pods.Length)].Key;
        await DuringAsync($"{pod} is broken", 300, isOn =>
        {
            _ = isOn ? _broken.Add(pod.Name) : _broken.Remove(pod.Name);
            around.Nodes.Restart(pod);
        });
    }

    private async Task DuringAsync(string what, int seconds, Action<bool> turn)
    {
        Note(what);
        turn(true);
        await Task.Delay(TimeSpan.FromSeconds(random.NextDouble() * seconds), around.Clock);
        turn(false);
        Note($"over: {what}");
    }

    private Task OnceAsync(string what, Action happen)
    {
        Note(what);
        happen();
        return Task.CompletedTask;
    }

    private void Note(string what)
    {
        around.Witness.Count("storms");
        around.Witness.Disturb();
        around.Trace.Add($"storm: {what}");
    }

    private FaultRates Rates() => random.Next(4) == 0 ? FaultRates.None : new FaultRates
    {
        Unavailable = Upto(0.05),
        LostAnswer = Upto(0.03),
        Conflict = Upto(0.03),
        Latency = Upto(0.2),
        WatchBreak = Upto(0.02),
        WatchExpired = Upto(0.02),
        WatchLag = Upto(0.1),
        Crash = random.Next(2) == 0 ? 0 : Upto(0.004),
    };

    private double Upto(double chance) => random.NextDouble() * chance;
}
