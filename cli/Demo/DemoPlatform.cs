using System.Collections.Immutable;
using GitOpsKafka.Cli.Run;
using GitOpsKafka.Cluster.Bus;
using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Rules;
using GitOpsKafka.Reconciler.Loop;
using GitOpsKafka.Simulation.Kafka;
using GitOpsKafka.Simulation.Kubernetes;
using GitOpsKafka.Simulation.Nodes;
using GitOpsKafka.Webhook.Admission;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Cli.Demo;

/// <summary>
/// The embedded platform of the demo: Kubernetes and Kafka in memory, librdkafka's mock brokers as the event topic, a Git repository in
/// a temporary folder, and the real reconciler, worker and webhook. Started once; not thread-safe.
/// </summary>
internal sealed class DemoPlatform : IAsyncDisposable
{
    private const string Topic = "gitopskafka.changes";

    /// <summary>Fast enough to watch, slow enough to see an order.</summary>
    private static readonly NodeTiming Timing = new(TimeSpan.FromMilliseconds(400), TimeSpan.FromMilliseconds(150), TimeSpan.FromMilliseconds(100));

    private readonly string _folder = Directory.CreateTempSubdirectory("gitopskafka-demo-").FullName;
    private readonly CancellationTokenSource _stop = new();
    private readonly MockBus _bus = MockBus.Start();
    private readonly IHost _host;
    private readonly Task _nodes;

    public DemoPlatform(TimeProvider time)
    {
        Kubernetes = new SimulatedKubernetes(time, new Random(1), new SimulatedKubernetesOptions { BookmarkInterval = TimeSpan.FromSeconds(10) });
        Kafka = new SimulatedKafka(Kubernetes, time, TimeSpan.FromMilliseconds(150));
        var reviewer = new AdmissionReviewer(NoNeighbours.Instance);
        Kubernetes.UseAdmission(review => reviewer.Answer(new(review)).Body.ToArray());
        Git = new DemoRepository(Path.Combine(_folder, "platform"), time);
        BusOptions = _bus.Options(Topic, Path.Combine(_folder, "spool"));
        _host = Host(time);
        _nodes = new SimulatedNodes(Kubernetes, time, new Random(2), Timing).RunAsync(_stop.Token);
    }

    public SimulatedKubernetes Kubernetes { get; }

    public SimulatedKafka Kafka { get; }

    public DemoRepository Git { get; }

    public BusOptions BusOptions { get; }

    public KafkaEventPublisher Publisher => _host.Services.GetRequiredService<KafkaEventPublisher>();

    public TrailReader Trail => _host.Services.GetRequiredService<TrailReader>();

    public Task StartAsync(CancellationToken cancellationToken) => _host.StartAsync(cancellationToken);

    /// <summary>A commit, and word of it to the reconciler, as a Git server's hook gives.</summary>
    public string Push(string message, ImmutableDictionary<string, string?> files)
    {
        var sha = Git.Commit(message, files);
        _host.Services.GetRequiredService<WakeUp>().Signal();
        return sha;
    }

    /// <summary>For kubectl and the other commands; deleted with the demo.</summary>
    public async Task<string> WriteKubeconfigAsync(string server, CancellationToken cancellationToken)
    {
        var file = Path.Combine(_folder, "kubeconfig");
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
                namespace: streaming
            current-context: demo
            """, cancellationToken);
        return file;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        await _stop.CancelAsync();
        await _nodes;
        _stop.Dispose();
        _bus.Dispose();
        Git.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private IHost Host(TimeProvider time)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(AllInOne.SettingsOf(BusOptions)).AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Git:Url"] = Git.Folder,
            ["Git:PollInterval"] = "00:00:02",
            ["Git:CacheDirectory"] = Path.Combine(_folder, "cache"),
            ["Reconciler:Tick"] = "00:00:02",
            ["Worker:Name"] = "demo",
            ["Pump:RevokeGrace"] = "00:00:01",
        });
        builder.Logging.ClearProviders();
        builder.Services
            .AddSingleton(time)
            .AddSingleton<IKubernetesApi>(Kubernetes)
            .AddSingleton<IKafkaAdmins>(Kafka)
            .AddSingleton(provider => new WatchCaches(Kubernetes, null, time, new Random(3), provider.GetRequiredService<ILoggerFactory>()))
            .AddAllInOne(builder.Configuration);
        return builder.Build();
    }
}
