using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Rules;
using GitOpsKafka.Simulation.Kafka;
using GitOpsKafka.Simulation.Kubernetes;
using GitOpsKafka.Simulation.Nodes;
using GitOpsKafka.Webhook.Admission;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Cli.Demo;

/// <summary>Kubernetes and Kafka in memory, with the real webhook code at admission.</summary>
internal sealed class EmbeddedPlatform : DemoPlatform
{
    /// <summary>Fast enough to watch, slow enough to see an order.</summary>
    private static readonly NodeTiming Timing = new(TimeSpan.FromMilliseconds(400), TimeSpan.FromMilliseconds(150), TimeSpan.FromMilliseconds(100));

    private readonly CancellationTokenSource _stop = new();
    private readonly SimulatedKafka _kafka;
    private readonly TimeProvider _time;
    private readonly Task _nodes;

    public EmbeddedPlatform(TimeProvider time)
        : base(time)
    {
        _time = time;
        Simulated = new SimulatedKubernetes(time, new Random(1), new SimulatedKubernetesOptions { BookmarkInterval = TimeSpan.FromSeconds(10) });
        _kafka = new SimulatedKafka(Simulated, time, TimeSpan.FromMilliseconds(150));
        var reviewer = new AdmissionReviewer(NoNeighbours.Instance);
        Simulated.UseAdmission(review => reviewer.Answer(new(review)).Body.ToArray());
        _nodes = new SimulatedNodes(Simulated, time, new Random(2), Timing).RunAsync(_stop.Token);
    }

    public SimulatedKubernetes Simulated { get; }

    public override DemoManifests Manifests => DemoManifests.Embedded;

    public override TimeSpan Patience => TimeSpan.FromSeconds(60);

    public override int? UnavailableWrites => _kafka.UnavailableWrites;

    public override bool HasWebhook => true;

    public override Task<KubeObject> ApplyByHandAsync(KubeObject wanted, ApplyOptions options, CancellationToken cancellationToken) =>
        Simulated.ApplyAsync(wanted, options, SimulatedUser.Person, cancellationToken);

    /// <summary>For kubectl and the other commands; deleted with the demo.</summary>
    public async Task<string> WriteKubeconfigAsync(string server, CancellationToken cancellationToken)
    {
        var file = Path.Combine(Folder, "kubeconfig");
        await File.WriteAllTextAsync(file, $"""
            apiVersion: v1
            kind: Config
            clusters:
            - name: demo
              cluster:
                server: {server}
            users:
            - name: demo
              user:
                token: demo
            contexts:
            - name: demo
              context:
                cluster: demo
                user: demo
                namespace: {Manifests.Namespace}
            current-context: demo
            """, cancellationToken);
        return file;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _stop.CancelAsync();
        await _nodes;
        _stop.Dispose();
    }

    protected override void Configure(HostApplicationBuilder builder) => builder.Services
        .AddSingleton<IKubernetesApi>(Simulated)
        .AddSingleton<IKafkaAdmins>(_kafka)
        .AddSingleton(provider => new WatchCaches(Simulated, null, _time, new Random(3), provider.GetRequiredService<ILoggerFactory>()));
}
