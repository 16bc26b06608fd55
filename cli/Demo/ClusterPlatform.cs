using GitOpsKafka.Cli.Observed;
using GitOpsKafka.Cluster.Kafka;
using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Reconciler.Loop;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GitOpsKafka.Cli.Demo;

/// <summary>
/// A real Kubernetes with real brokers, in a namespace of the demo's own. Brokers are reached from here through node ports.
/// </summary>
internal sealed class ClusterPlatform(KubernetesTarget target, string @namespace, IKubernetesApi api, TimeProvider time) : DemoPlatform(time)
{
    private readonly ClusterSetup _setup = new(api, @namespace);

    public override DemoManifests Manifests { get; } = DemoManifests.OnCluster(@namespace);

    public override TimeSpan Patience => TimeSpan.FromMinutes(10);

    public override async Task StartAsync(Timeline timeline, CancellationToken cancellationToken)
    {
        foreach (var made in await _setup.MakeAsync(cancellationToken))
            timeline.Say($"made {made}");
        await base.StartAsync(timeline, cancellationToken);
    }

    public override Task<KubeObject> ApplyByHandAsync(KubeObject wanted, ApplyOptions options, CancellationToken cancellationToken) =>
        Kubernetes.ApplyAsync(wanted, options, cancellationToken);

    /// <summary>Nobody makes anew what is taken away: Git is followed no longer, while the worker still ends what it has to.</summary>
    public override async Task CleanAsync(Timeline timeline)
    {
        if (!_setup.HasMade)
            return;
        timeline.Say("taking away what the demo made");
        if (IsStarted)
            await Services.GetServices<IHostedService>().OfType<ReconcileProcess>().Single().StopAsync(CancellationToken.None);
        await _setup.RemoveAsync(CancellationToken.None);
        timeline.Say("nothing is left");
    }

    protected override void Configure(HostApplicationBuilder builder) => builder.Services
        .AddKubernetes(options => (options.Kubeconfig, options.Context, options.Namespace) = (target.Kubeconfig, target.Context, @namespace))
        .AddKafkaAdmins(options => options.Listener = DemoManifests.OutsideListener);
}
