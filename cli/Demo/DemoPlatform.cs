using System.Collections.Immutable;
using GitOpsKafka.Cli.Run;
using GitOpsKafka.Cluster.Bus;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Reconciler.Loop;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GitOpsKafka.Cli.Demo;

/// <summary>
/// Where the demo plays: a Git repository in a temporary folder, librdkafka's mock brokers as the event topic, the real reconciler and
/// worker, and a Kubernetes that the derived class brings. Started once; not thread-safe.
/// </summary>
internal abstract class DemoPlatform : IAsyncDisposable
{
    private const string Topic = "gitopskafka.changes";

    private readonly TimeProvider _time;
    private readonly MockBus _bus = MockBus.Start();
    private IHost? _host;

    protected DemoPlatform(TimeProvider time)
    {
        _time = time;
        Folder = Directory.CreateTempSubdirectory("gitopskafka-demo-").FullName;
        Git = new DemoRepository(Path.Combine(Folder, "platform"), time);
        BusOptions = _bus.Options(Topic, Path.Combine(Folder, "spool"));
    }

    public DemoRepository Git { get; }

    public BusOptions BusOptions { get; }

    public abstract DemoManifests Manifests { get; }

    /// <summary>How long a chapter may wait for what it promises.</summary>
    public abstract TimeSpan Patience { get; }

    /// <summary>Writes that found too few replicas in sync; null where nobody counts.</summary>
    public virtual int? UnavailableWrites => null;

    /// <summary>Our webhook is known to answer for this Kubernetes.</summary>
    public virtual bool HasWebhook => false;

    public IKubernetesApi Kubernetes => Services.GetRequiredService<IKubernetesApi>();

    public IKafkaAdmins Kafka => Services.GetRequiredService<IKafkaAdmins>();

    public KafkaEventPublisher Publisher => Services.GetRequiredService<KafkaEventPublisher>();

    public TrailReader Trail => Services.GetRequiredService<TrailReader>();

    /// <summary>Deleted with the demo.</summary>
    protected string Folder { get; }

    protected bool IsStarted => _host is not null;

    protected IServiceProvider Services => (_host ?? throw new InvalidOperationException("the demo was not started")).Services;

    public virtual Task StartAsync(Timeline timeline, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(AllInOne.SettingsOf(BusOptions)).AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Git:Url"] = Git.Folder,
            ["Git:PollInterval"] = "00:00:02",
            ["Git:CacheDirectory"] = Path.Combine(Folder, "cache"),
            ["Reconciler:Tick"] = "00:00:02",
            ["Worker:Name"] = "demo",
            ["Pump:RevokeGrace"] = "00:00:01",
        });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(_time);
        Configure(builder);
        builder.Services.AddAllInOne(builder.Configuration);
        _host = builder.Build();
        return _host.StartAsync(cancellationToken);
    }

    /// <summary>A commit, and word of it to the reconciler, as a Git server's hook gives.</summary>
    public string Push(string message, ImmutableDictionary<string, string?> files)
    {
        var sha = Git.Commit(message, files);
        Services.GetRequiredService<WakeUp>().Signal();
        return sha;
    }

    /// <summary>Server-side apply as a person does it with kubectl.</summary>
    public abstract Task<KubeObject> ApplyByHandAsync(KubeObject wanted, ApplyOptions options, CancellationToken cancellationToken);

    /// <summary>Takes away what the demo made outside its folder.</summary>
    public virtual Task CleanAsync(Timeline timeline) => Task.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.StopAsync(CancellationToken.None);
        _host?.Dispose();
        _bus.Dispose();
        Git.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Adds Kubernetes and Kafka.</summary>
    protected abstract void Configure(HostApplicationBuilder builder);
}
