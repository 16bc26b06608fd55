using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using GitOpsKafka.Platform.Events;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Tests.Integration.Fixtures;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.Integration;

/// <summary>How long a push takes to become an event, and a changed StatefulSet.</summary>
public abstract class LatencyTests(LivePlatform platform, ITestOutputHelper output) : LiveTests(platform, output)
{
    private const int Clusters = 10;
    private const int Rounds = 5;

    [SkippableFact]
    public Task Fifty_pushes_become_events_and_changes_soon() => OnPlatformAsync(async () =>
    {
        await Platform.PushAsync(Enumerable.Range(0, Clusters).ToDictionary(Path, cluster => (string?)Small(cluster, brokers: 1)), "Create small clusters");
        foreach (var cluster in Enumerable.Range(0, Clusters))
            await UntilReadyAsync("KafkaCluster", Name(cluster));
        using var stop = new CancellationTokenSource();
        var scaled = new ConcurrentDictionary<(string, int), long>();
        var watch = WatchAsync(scaled, await Platform.Api.ListAsync(ResourceType.StatefulSets, "streaming", null, default), stop.Token);

        await UntilAtRestAsync();
        await using var disk = new DiskWaits();
        var pushes = new List<Push>();
        foreach (var number in Enumerable.Range(0, Clusters * Rounds))
            pushes.Add(await PushAsync(number % Clusters, 2 + (number / Clusters), scaled));

        await stop.CancelAsync();
        await watch;
        Report(pushes, await disk.StopAsync());
    });

    private async Task<Push> PushAsync(int cluster, int brokers, ConcurrentDictionary<(string, int), long> scaled)
    {
        var begun = Stopwatch.GetTimestamp();
        var sha = await Platform.Work.CommitAsync(Files((Path(cluster), Small(cluster, brokers))), $"Scale {Name(cluster)} to {brokers}", default);
        var pushed = Stopwatch.GetTimestamp();
        await Platform.Work.PushAsync(default);
        var hooked = Stopwatch.GetTimestamp();
        await Platform.SendHookAsync();
        var answered = Stopwatch.GetTimestamp();
        var arrival = await Eventually.GetAsync(
            () => Task.FromResult(Platform.Events.All.FindLast(arrival => arrival.Envelope.Data is PlatformEvent.ChangeRequested request && request.Cause.Commit.Sha == sha)), $"the request of {sha}", TimeSpan.FromSeconds(60));
        var observed = Platform.Events.All.FindLast(arrival => arrival.Envelope.Data is PlatformEvent.RevisionObserved revision && revision.Commit.Sha == sha);
        await Eventually.TrueAsync(() => Task.FromResult(scaled.ContainsKey((StatefulSet(cluster), brokers))), $"{StatefulSet(cluster)} with {brokers} replicas", TimeSpan.FromSeconds(60));
        // Each push meets a platform at rest.
        await UntilReadyAsync("KafkaCluster", Name(cluster));
        return new Push(begun, pushed, hooked, answered, observed?.At ?? arrival.At, arrival.At, scaled[(StatefulSet(cluster), brokers)]);
    }

    /// <summary>Ten new clusters keep processes that have just started, and a small machine, busy for seconds after the last is ready.</summary>
    private async Task UntilAtRestAsync()
    {
        for (var seen = -1; seen != Platform.Events.All.Count;)
        {
            seen = Platform.Events.All.Count;
            await Task.Delay(TimeSpan.FromSeconds(6));
        }
    }

    private async Task WatchAsync(ConcurrentDictionary<(string, int), long> scaled, ObjectList list, CancellationToken stop)
    {
        try
        {
            await foreach (var change in Platform.Api.WatchAsync(ResourceType.StatefulSets, "streaming", null, list.ResourceVersion, stop))
            {
                if (change.Object is { } set)
                    scaled.TryAdd((set.Key.Name, set.At("spec", "replicas")!.Value.GetInt32()), Stopwatch.GetTimestamp());
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // All pushes are through.
        }
    }

    private void Report(List<Push> pushes, List<double> diskWaits)
    {
        Output.WriteLine($"{pushes.Count} pushes, milliseconds                     p50     p90     p99     max");
        Line("git push, as the client sees it", push => (push.Pushed, push.Hooked));
        Line("hook, until it is answered", push => (push.Hooked, push.Answered));
        Line("hook → revision.observed", push => (push.Hooked, push.Observed));
        Line("hook → change.requested", push => (push.Hooked, push.Requested));
        Line("hook → StatefulSet changed", push => (push.Hooked, push.Scaled));
        Line("start of push → change.requested", push => (push.Pushed, push.Requested));
        Line("start of push → StatefulSet changed", push => (push.Pushed, push.Scaled));
        Print("the disk meanwhile, to keep 600 bytes", diskWaits);

        foreach (var push in pushes.OrderByDescending(push => push.Requested - push.Hooked).Take(5))
            Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"slow: push {pushes.IndexOf(push) + 1,3}   answered {Milliseconds(push.Hooked, push.Answered):0}, observed {Milliseconds(push.Hooked, push.Observed):0}, requested {Milliseconds(push.Hooked, push.Requested):0}, changed {Milliseconds(push.Hooked, push.Scaled):0}"));

        void Line(string what, Func<Push, (long From, long To)> span) => Print(what, [.. pushes.Select(span).Select(pair => Milliseconds(pair.From, pair.To)).Order()]);

        void Print(string what, List<double> sorted) => Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-40}{At(sorted, 0.5),8:0}{At(sorted, 0.9),8:0}{At(sorted, 0.99),8:0}{sorted[^1],8:0}"));
    }

    private static double Milliseconds(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalMilliseconds;

    private static double At(List<double> sorted, double share) => sorted[Math.Min(sorted.Count - 1, (int)Math.Ceiling(share * sorted.Count) - 1)];

    private static string Name(int cluster) => $"sensors-{cluster}";

    private static string StatefulSet(int cluster) => $"{Name(cluster)}-brokers";

    private static string Path(int cluster) => $"sensors/{Name(cluster)}.yaml";

    private static string Small(int cluster, int brokers) => $$$"""
        apiVersion: gitopskafka.io/v1alpha1
        kind: KafkaCluster
        metadata: {name: {{{Name(cluster)}}}, namespace: streaming}
        spec:
          version: 4.2.1
          controllers: {replicas: 1, storage: {volumes: [{id: 0, size: 1Gi}]}}
          brokers: {replicas: {{{brokers}}}}

        """;

    private sealed record Push(long Begun, long Pushed, long Hooked, long Answered, long Observed, long Requested, long Scaled);
}

[Collection(OldServerCollection.Name)]
public sealed class OldServerLatencyTests(OldServerPlatform platform, ITestOutputHelper output) : LatencyTests(platform, output);

[Collection(ModernServerCollection.Name)]
public sealed class ModernServerLatencyTests(ModernServerPlatform platform, ITestOutputHelper output) : LatencyTests(platform, output);
