using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Simulation.Faults;
using GitOpsKafka.Simulation.Kubernetes;
using GitOpsKafka.Simulation.Time;
using static GitOpsKafka.Tests.Unit.Simulation.Kubernetes.Manifests;

namespace GitOpsKafka.Tests.Unit.Simulation.Faults;

public sealed class FaultPlanTests
{
    private static readonly ApplyOptions Ours = new("gitopskafka");

    private readonly VirtualClock _clock = new();
    private readonly Trace _trace;
    private readonly SimulatedKubernetes _api;
    private readonly FaultPlan _plan;
    private readonly List<string> _crashed = [];
    private readonly Incarnation _worker;
    private readonly FaultyKubernetes _faulty;

    public FaultPlanTests()
    {
        _trace = new Trace(_clock);
        _api = new SimulatedKubernetes(_clock, new Random(1));
        _plan = new FaultPlan(new Random(7), _clock, _trace);
        _worker = new Incarnation("worker-1", dead => _crashed.Add(dead.Name));
        _faulty = new FaultyKubernetes(_api, _plan, _worker);
    }

    [Fact]
    public async Task Without_faults_calls_go_through()
    {
        await _faulty.ApplyAsync(Topic("orders.v1", 6), Ours, default);

        Assert.NotNull(await _faulty.GetAsync(Topic("orders.v1", 6).Key, default));
        Assert.Empty(_trace.Lines);
    }

    [Fact]
    public async Task An_unavailable_server_has_not_written_and_a_lost_answer_has()
    {
        _plan.Rates = new FaultRates { Unavailable = 1 };
        await Assert.ThrowsAsync<KubernetesApiException>(() => _faulty.ApplyAsync(Topic("orders.v1", 6), Ours, default));
        Assert.Null(await _api.GetAsync(Topic("orders.v1", 6).Key, default));

        _plan.Rates = new FaultRates { LostAnswer = 1 };
        var lost = await Assert.ThrowsAsync<KubernetesApiException>(() => _faulty.ApplyAsync(Topic("orders.v1", 6), Ours, default));

        Assert.False(lost.IsRefusal);
        Assert.NotNull(await _api.GetAsync(Topic("orders.v1", 6).Key, default));
        Assert.Equal(
            ["0.000s fault in worker-1: unavailable at apply KafkaTopic/streaming/orders.v1", "0.000s fault in worker-1: lost answer at apply KafkaTopic/streaming/orders.v1"],
            _trace.Lines);
    }

    [Fact]
    public async Task After_a_crash_every_call_of_that_life_throws()
    {
        _plan.Rates = new FaultRates { Crash = 2 };
        await Assert.ThrowsAsync<SimulatedCrashException>(() => _faulty.GetAsync(Topic("orders.v1", 6).Key, default));
        _plan.Rates = FaultRates.None;

        await Assert.ThrowsAsync<SimulatedCrashException>(() => _faulty.ListAsync(Topics, null, null, default));

        Assert.Equal(["worker-1"], _crashed);
        await new FaultyKubernetes(_api, _plan, new Incarnation("worker-2")).ListAsync(Topics, null, null, default);
    }

    [Fact]
    public async Task A_watch_breaks_or_expires()
    {
        await _api.ApplyAsync(Topic("orders.v1", 6), Ours, default);
        _plan.Rates = new FaultRates { WatchBreak = 1 };
        Assert.Empty(await WatchAsync());

        _plan.Rates = new FaultRates { WatchExpired = 1 };
        var expired = await Assert.ThrowsAsync<KubernetesApiException>(WatchAsync);
        Assert.True(expired.IsExpired);
    }

    [Fact]
    public void Latency_passes_on_the_virtual_clock() => new SimulationLoop(_clock, SimulationLimits.Strict).Run(async () =>
    {
        _plan.Rates = new FaultRates { Latency = 1, MaxLatency = TimeSpan.FromMinutes(1) };

        await _faulty.GetAsync(Topic("orders.v1", 6).Key, default);

        Assert.InRange(_clock.Elapsed, TimeSpan.FromTicks(1), TimeSpan.FromMinutes(1));
    });

    [Fact]
    public async Task In_a_partition_nothing_is_reached()
    {
        _plan.IsPartitioned = true;
        await Assert.ThrowsAsync<KubernetesApiException>(() => _faulty.ListAsync(Topics, null, null, default));

        _plan.IsPartitioned = false;
        await _faulty.ListAsync(Topics, null, null, default);
    }

    private async Task<List<WatchEvent>> WatchAsync()
    {
        var seen = new List<WatchEvent>();
        await foreach (var change in _faulty.WatchAsync(Topics, null, null, "1", default))
            seen.Add(change);
        return seen;
    }
}
