using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GitOpsKafka.Cluster.Kafka;
using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.TestCluster;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Tests.Integration.Fixtures;

/// <summary>
/// The whole product on real parts: a Kubernetes control plane, Apache Kafka, a Git server with TLS, and our three processes as
/// their users run them.
/// </summary>
public abstract class LivePlatform(bool isModern) : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempFolder _folder = new("live-platform");
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly byte[] _hookSecret = Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(32));
    private ControlPlane? _plane;
    private ModernApiServer? _modern;
    private PodKeeper? _pods;
    private GitServer? _git;
    private string[] _shared = [];

    /// <summary>Why the tests cannot run here; null when they can.</summary>
    public string? WhySkipped { get; } = Parts.Current is var parts
        ? parts.WhyNoControllers ?? (isModern ? parts.WhyNoModernApiServer : null) ?? parts.WhyNoKafka ?? parts.WhyNoGitHttps
        : null;

    public string Kubeconfig => _modern?.KubeconfigPath ?? _plane!.KubeconfigPath;

    public Kubectl Kubectl => _modern?.Kubectl ?? _plane!.Kubectl;

    public ControlPlane Plane => _plane!;

    public GitServer Git => _git!;

    /// <summary>The API server as the product's own client sees it.</summary>
    public KubernetesHttpApi Api { get; private set; } = null!;

    /// <summary>Kafka as the product's own client sees it.</summary>
    public KafkaAdmin Admin { get; private set; } = null!;

    public KafkaBroker Kafka { get; private set; } = null!;

    public GitRepository Repository { get; private set; } = null!;

    public WorkingCopy Work { get; private set; } = null!;

    internal ProductProcess Reconciler { get; private set; } = null!;

    internal ProductProcess Worker { get; private set; } = null!;

    internal WebhookProcess Webhook { get; private set; } = null!;

    /// <summary>The event topic, read as it grows.</summary>
    internal LiveTrail Events { get; private set; } = null!;

    internal Trail Trail => new(Kafka.BootstrapServers);

    public async Task InitializeAsync()
    {
        if (WhySkipped is not null)
            return;
        _plane = await ControlPlane.StartAsync(None);
        if (isModern)
            _modern = await ModernApiServer.StartBehindAsync(_plane, None);
        _pods = PodKeeper.Start(_plane.KubeconfigPath);
        Kafka = await KafkaBroker.StartNewAsync(None);
        _git = await GitServer.StartAsync(None);
        Repository = await _git.CreateRepositoryAsync("platform", None);
        Work = await Repository.CloneAsync(None);
        await InstallAsync();
        await StartProductAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var part in new IAsyncDisposable?[] { Events, Reconciler, Worker, Webhook, _pods, Kafka, _git, _modern, _plane })
        {
            if (part is not null)
                await part.DisposeAsync();
        }

        Api?.Dispose();
        Admin?.Dispose();
        _http.Dispose();
        _folder.Dispose();
    }

    /// <summary>Pushes a commit and tells the reconciler, as a Git server does.</summary>
    public async Task<string> PushAsync(IReadOnlyDictionary<string, string?> files, string message)
    {
        var sha = await Work.CommitAndPushAsync(files, message, None);
        await SendHookAsync();
        return sha;
    }

    public Task SendHookAsync() => SendHookAsync(Reconciler);

    /// <summary>A second reconciler on the same cluster and event topic, which follows another repository.</summary>
    internal ProductProcess Follow(GitRepository repository, params string[] options) => new("reconciler", _folder.Folder($"follow-{repository.Name}"),
        [.. _shared, .. Source(repository), "--spool-directory", _folder.Folder($"{repository.Name}-spool"), "--cache-directory", _folder.Folder($"{repository.Name}-cache"), .. options]);

    internal async Task SendHookAsync(ProductProcess reconciler)
    {
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(new { @ref = "refs/heads/main" }));
        content.Headers.Add("X-Signature", $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(_hookSecret, await content.ReadAsByteArrayAsync()))}");
        using var answer = await _http.PostAsync(new Uri(reconciler.Url, "hooks/generic"), content);
        answer.EnsureSuccessStatusCode();
    }

    private async Task InstallAsync()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Checkout.Root, "manifests", "crds"), "*.yaml"))
            (await Kubectl.RunAsync(None, "apply", "--server-side", "-f", file)).MustSucceed();
        await Kubectl.UntilEstablishedAsync(None);
        await _plane!.Kubectl.ApplyAsync("apiVersion: v1\nkind: Namespace\nmetadata: {name: streaming}\n", None);
    }

    private async Task StartProductAsync()
    {
        await File.WriteAllBytesAsync(SecretFile, _hookSecret);
        // An empty repository has no branch to follow: the first commit is made before the reconciler looks.
        await Work.CommitAndPushAsync(new Dictionary<string, string?> { ["README.md"] = "Our Kafka platform\n" }, "Begin", None);
        // The one real broker stands for those of the clusters whose nodes restart, or whose topics are managed.
        _shared = ["--kubeconfig", Kubeconfig, "--bootstrap-servers", Kafka.BootstrapServers, .. Clusters.SelectMany(name => new[] { $"--Kafka:Bootstrap:KafkaCluster/streaming/{name}", Kafka.BootstrapServers })];
        Reconciler = new ProductProcess("reconciler", _folder.Path,
            [.. _shared, .. Source(Repository), "--spool-directory", _folder.Folder("reconciler-spool"), "--cache-directory", _folder.Folder("git-cache")]);
        Worker = new ProductProcess("worker", _folder.Path, [.. _shared, "--spool-directory", _folder.Folder("worker-spool")]);
        Webhook = new WebhookProcess(_folder.Path, Plane.Authority);
        await Task.WhenAll(Worker.StartAsync(None), Reconciler.StartUnreadyAsync(None));
        if (Directory.Exists(Path.Combine(Checkout.Root, "manifests", "install", "webhook")))
            await Webhook.StartAsync(Kubectl, None);
        Api = new KubernetesHttpApi(Options.Create(new KubernetesApiOptions { Kubeconfig = Kubeconfig }), TimeProvider.System, new Random());
        Admin = new KafkaAdmin(Kafka.BootstrapServers, TimeSpan.FromSeconds(15), NullLogger<KafkaAdmin>.Instance);
        Events = await LiveTrail.StartAsync(Kafka.BootstrapServers);
    }

    private static string[] Clusters { get; } = ["orders", "payments", "inventory", "ledger", "loans", "depot"];

    private string SecretFile => Path.Combine(_folder.Path, "hook-secret");

    private string[] Source(GitRepository repository) =>
        ["--repository", repository.HttpsUrl, "--ca-file", _git!.AuthorityFile, "--hook-secret-file", SecretFile, "--Reconciler:Tick", "00:00:03"];
}

public sealed class OldServerPlatform() : LivePlatform(isModern: false);

public sealed class ModernServerPlatform() : LivePlatform(isModern: true);

[CollectionDefinition(Name)]
public sealed class OldServerCollection : ICollectionFixture<OldServerPlatform>
{
    public const string Name = "Kubernetes 1.20";
}

[CollectionDefinition(Name)]
public sealed class ModernServerCollection : ICollectionFixture<ModernServerPlatform>
{
    public const string Name = "Kubernetes 1.36 custom resources";
}
