using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Simulation.Kafka;
using GitOpsKafka.Simulation.Kubernetes;
using GitOpsKafka.Simulation.Nodes;
using GitOpsKafka.Simulation.Time;

namespace GitOpsKafka.Tests.Unit.Simulation.Nodes;

/// <summary>A whole simulated platform: pods need 10 s to start and 5 s to stop, brokers 3 s to catch up.</summary>
internal sealed class Town
{
    public Town()
    {
        Trace = new Trace(Clock);
        Api = new SimulatedKubernetes(Clock, new Random(1));
        Nodes = new SimulatedNodes(Api, Clock, new Random(1), new NodeTiming(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5), TimeSpan.Zero));
        Kafka = new SimulatedKafka(Api, Clock, TimeSpan.FromSeconds(3), Trace);
    }

    public VirtualClock Clock { get; } = new();

    public Trace Trace { get; }

    public SimulatedKubernetes Api { get; }

    public SimulatedNodes Nodes { get; }

    public SimulatedKafka Kafka { get; }

    public SimulatedKafkaCluster Orders => Kafka.Cluster(ResourceKey.Of("KafkaCluster", "streaming", "orders"));

    /// <summary>Runs the program while the nodes run.</summary>
    public void Run(Func<Task> program) => new SimulationLoop(Clock, SimulationLimits.Strict).Run(async () =>
    {
        using var stop = new CancellationTokenSource();
        var nodes = Nodes.RunAsync(stop.Token);
        await program();
        stop.Cancel();
        await nodes;
    });

    public Task<KubeObject> ApplyAsync(KubeObject desired) => Api.ApplyAsync(desired, new ApplyOptions(Marks.FieldManager), default);

    public Task WaitAsync(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), Clock);

    public Task<bool> DeletePodAsync(string name) => Api.DeleteAsync(new ObjectKey(ResourceType.Pods, "streaming", name), null, default);

    public async Task<KubeObject> SetAsync() => (await Api.GetAsync(new ObjectKey(ResourceType.StatefulSets, "streaming", "orders-brokers"), default))!;

    /// <summary>Each pod as <c>ordinal:image:state</c>, in order of names.</summary>
    public async Task<string[]> PodsAsync()
    {
        var pods = await Api.ListAsync(ResourceType.Pods, "streaming", "app=broker", default);
        return [.. pods.Items.Select(pod => $"{pod.Label("apps.kubernetes.io/pod-index")}:{Version(pod)}:{State(pod)}")];
    }

    private static string Version(KubeObject pod) => pod.At("spec", "containers")!.Value[0].GetProperty("image").GetString()!.Split(':')[1];

    private static string State(KubeObject pod) =>
        pod.IsTerminating ? "stopping"
        : pod.At("status", "containerStatuses") is { } statuses && statuses[0].GetProperty("ready").GetBoolean() ? "ready"
        : "starting";
}
