using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Simulation.Faults;
using GitOpsKafka.Simulation.Time;
using GitOpsKafka.Tests.Unit.Simulation.Nodes;
using static GitOpsKafka.Tests.Unit.Simulation.Kubernetes.Manifests;

namespace GitOpsKafka.Tests.Unit.Simulation.Faults;

public sealed class ReproducibilityTests
{
    private static readonly FaultRates BadDay = new() { Unavailable = 0.1, LostAnswer = 0.1, Conflict = 0.1, Latency = 0.5, WatchBreak = 0.05, WatchExpired = 0.05, WatchLag = 0.3 };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_whole_platform_on_a_bad_day_leaves_the_same_trace_for_the_same_seed(int seed)
    {
        var first = History(seed);

        Assert.Equal(first, History(seed));
        Assert.NotEqual(first, History(seed + 10));
        Assert.Contains(first, line => line.Contains("broker 1 is down", StringComparison.Ordinal));
        Assert.Contains(first, line => line.Contains("fault in worker", StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> History(int seed)
    {
        var town = new Town();
        var plan = new FaultPlan(new Random(seed), town.Clock, town.Trace) { Rates = BadDay };
        var api = new FaultyKubernetes(town.Api, plan, new Incarnation("worker"));
        town.Run(async () =>
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(5), town.Clock);
            await Task.WhenAll(RestartAsync(town, api), WatchAsync(town, api, stop.Token));
        });
        return town.Trace.Lines;
    }

    private static async Task RestartAsync(Town town, FaultyKubernetes api)
    {
        for (var turn = 0; turn < 6; turn++)
        {
            await TryAsync(town.Trace, () => api.ApplyAsync(Brokers(image: $"apache/kafka:4.{turn}.0"), new ApplyOptions("gitopskafka"), default));
            await TryAsync(town.Trace, () => api.DeleteAsync(new ObjectKey(ResourceType.Pods, "streaming", $"orders-brokers-{turn % 3}"), null, default));
            await town.WaitAsync(25);
        }
    }

    private static async Task WatchAsync(Town town, FaultyKubernetes api, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await TryAsync(town.Trace, async () =>
            {
                var list = await api.ListAsync(ResourceType.Pods, null, null, cancellationToken);
                await foreach (var seen in api.WatchAsync(ResourceType.Pods, null, null, list.ResourceVersion, cancellationToken))
                    town.Trace.Add($"saw {seen.Type} {seen.Object} {seen.ResourceVersion}");
            });
            await town.WaitAsync(1);
        }
    }

    private static async Task TryAsync(Trace trace, Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception failure) when (failure is KubernetesApiException or OperationCanceledException)
        {
            trace.Add(failure.Message);
        }
    }
}
