using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GitOpsKafka.TestCluster;
using k8s;

namespace GitOpsKafka.Tests.EndToEnd.Fixtures;

/// <summary>
/// The product on a real cluster of three nodes, with the rights that <c>manifests/install</c> gives it, a Kafka of its own for the event topic,
/// and the cluster <c>orders</c> that it provisioned from Git. Tests share it one after the other, and leave <c>orders</c> whole.
/// </summary>
public sealed class RealPlatform : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempFolder _folder = new("real-platform");
    private readonly byte[] _hookSecret = Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(32));
    private readonly Lock _gate = new();
    private NodeCluster? _cluster;
    private KafkaBroker? _bus;
    private GitServer? _git;
    private GitRepository? _repository;
    private WorkingCopy? _work;
    private Product? _reconciler;
    private Product? _worker;
    private Kubernetes? _kubernetes;
    private Task<Provision>? _provision;

    /// <summary>Why the tests cannot run here; null when they can.</summary>
    public string? WhySkipped { get; private set; }

    public NodeCluster Cluster => _cluster!;

    public IKubernetes Kubernetes => _kubernetes!;

    internal Pods Nodes => new(Kubernetes, Cluster.Kubectl, "streaming");

    public async Task InitializeAsync()
    {
        WhySkipped = await NodeCluster.WhyNoneAsync(None) ?? Parts.WithNodes.WhyNoKafkaVersion("4.3.1") ?? Parts.WithNodes.WhyNoGitHttps ?? Parts.WithNodes.WhyNoKcat;
        if (WhySkipped is not null)
            return;
        _cluster = await NodeCluster.StartAsync(3, None);
        _kubernetes = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(_cluster.KubeconfigPath));
        await _cluster.AddKafkaAsync(Parts.WithNodes.Kafka("4.3.1"), None);
        _bus = await KafkaBroker.StartNewAsync(None, host: _cluster.Host);
        _git = await GitServer.StartAsync(None, host: _cluster.Host);
        await InstallAsync();
        await BeginRepositoryAsync(await _git.CreateRepositoryAsync("platform", None));
        await StartProductAsync();
        // On nodes that nothing else keeps busy; what goes wrong is told by the tests that need it.
        await Task.WhenAny(OrdersAsync());
    }

    public async Task DisposeAsync()
    {
        foreach (var part in new IAsyncDisposable?[] { _reconciler, _worker, _git, _bus, _cluster })
        {
            if (part is not null)
                await part.DisposeAsync();
        }

        _kubernetes?.Dispose();
        _folder.Dispose();
    }

    /// <summary>Pushes a commit and tells the reconciler, as a Git server does.</summary>
    public Task PushAsync(string file, string text) => PushAsync(new Dictionary<string, string?> { [file] = text }, $"Write {file}");

    /// <summary>
    /// Takes what a test made away again: two cores cannot carry the brokers of all tests. The last manifests of a repository are not removed,
    /// for the reconciler takes an emptied repository for a mistake; then the next test with the same files takes them away.
    /// </summary>
    public Task RemoveAsync(params string[] files) => PushAsync(files.ToDictionary(file => file, _ => (string?)null), $"Remove {string.Join(", ", files)}");

    private async Task PushAsync(IReadOnlyDictionary<string, string?> files, string message)
    {
        await CommitAsync(files, message);
        var body = JsonSerializer.SerializeToUtf8Bytes(new { @ref = "refs/heads/main" });
        await _reconciler!.SendHookAsync(body, $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(_hookSecret, body))}");
    }

    /// <summary>What the worker tells Prometheus of clusters.</summary>
    public Task<PrometheusText> MetricsAsync() => _worker!.MetricsAsync();

    /// <summary>Pushes a commit and tells nobody.</summary>
    internal Task CommitAsync(IReadOnlyDictionary<string, string?> files, string message) => _work!.CommitAndPushAsync(files, message, None);

    /// <summary>
    /// Puts pods, as <c>manifests/install</c> has them, in the place of the processes beside the cluster for as long as <paramref name="use"/> takes.
    /// They follow the same repository and write to the same event topic.
    /// </summary>
    internal Task InPodsAsync(Func<Installation, Task> use) => WithoutProductAsync(async () =>
    {
        await using var installation = new Installation(Cluster, _repository!.PrivateUrl, _git!.AuthorityFile, _hookSecret, _bus!.BootstrapServers);
        await installation.StartAsync();
        _reconciler = Product.At(await installation.HookUrlAsync());
        await use(installation);
    });

    /// <summary>Stops the processes beside the cluster for as long as <paramref name="use"/> takes.</summary>
    internal async Task WithoutProductAsync(Func<Task> use)
    {
        await StopProductAsync();
        try
        {
            await use();
        }
        finally
        {
            await StopProductAsync();
            await StartProductAsync();
        }
    }

    /// <summary>The cluster <c>orders</c>, pushed and ready; done once, with the floor measured before.</summary>
    public Task<Provision> OrdersAsync()
    {
        lock (_gate)
            return _provision ??= ProvisionAsync();
    }

    /// <summary>Waits until a condition of a resource has that status, for its newest generation.</summary>
    public Task UntilConditionAsync(string resource, string status, TimeSpan? atMost = null, string @namespace = "streaming", string type = "Ready") => Eventually.TrueAsync(async () =>
    {
        var text = await Cluster.Kubectl.GetAsync(None, "get", resource, "--namespace", @namespace, "--ignore-not-found", "--output", "json");
        if (text.Length == 0)
            return false;
        using var live = JsonDocument.Parse(text);
        return live.RootElement.TryGetProperty("status", out var now) && now.TryGetProperty("conditions", out var conditions)
            && now.GetProperty("observedGeneration").GetInt64() == live.RootElement.GetProperty("metadata").GetProperty("generation").GetInt64()
            && conditions.EnumerateArray().Any(condition => condition.GetProperty("type").ValueEquals(type) && condition.GetProperty("status").ValueEquals(status));
    }, $"{resource} to be {type}={status}", atMost ?? TimeSpan.FromMinutes(2));

    private async Task<Provision> ProvisionAsync()
    {
        var floor = await Fixtures.Floor.MeasureAsync(this);
        var begun = Stopwatch.GetTimestamp();
        await PushAsync("orders.yaml", Manifests.Orders);
        var pods = await Nodes.UntilReadyAsync(6, begun);
        await UntilConditionAsync("kafkacluster/orders", "True");
        return new Provision(floor, pods, Stopwatch.GetElapsedTime(begun));
    }

    private async Task InstallAsync()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Checkout.Root, "manifests", "crds"), "*.yaml"))
            (await Cluster.Kubectl.RunAsync(None, "apply", "--server-side", "-f", file)).MustSucceed();
        await Cluster.Kubectl.UntilEstablishedAsync(None);
        (await Cluster.Kubectl.ApplyAsync("apiVersion: v1\nkind: Namespace\nmetadata: {name: streaming}\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: shops}\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: books}\n", None)).MustSucceed();
    }

    private async Task BeginRepositoryAsync(GitRepository repository)
    {
        _repository = repository;
        _work = await repository.CloneAsync(None);
        // An empty repository has no branch to follow: the first commit is made before the reconciler looks.
        await CommitAsync(new Dictionary<string, string?> { ["README.md"] = "Our Kafka platform\n" }, "Begin");
    }

    private async Task StopProductAsync()
    {
        foreach (var process in new[] { _reconciler, _worker })
        {
            if (process is not null)
                await process.DisposeAsync();
        }

        _reconciler = _worker = null;
    }

    private async Task StartProductAsync()
    {
        var secretFile = Path.Combine(_folder.Path, "hook-secret");
        await File.WriteAllBytesAsync(secretFile, _hookSecret);
        var accounts = new ServiceAccounts(Cluster, Kubernetes, _folder.Path);
        await accounts.MakeAsync();
        _reconciler = await Product.StartAsync("reconciler", Cluster, _folder.Path,
            ["--kubeconfig", await accounts.KubeconfigAsync("gitopskafka-reconciler"), "--bootstrap-servers", _bus!.BootstrapServers,
                "--repository", _repository!.HttpsUrl, "--ca-file", _git!.AuthorityFile, "--hook-secret-file", secretFile,
                "--spool-directory", _folder.Folder("reconciler-spool"), "--cache-directory", _folder.Folder("git-cache"), "--Reconciler:Tick", "00:00:03"]);
        _worker = await Product.StartAsync("worker", Cluster, _folder.Path,
            ["--kubeconfig", await accounts.KubeconfigAsync("gitopskafka-worker"), "--bootstrap-servers", _bus.BootstrapServers,
                "--spool-directory", _folder.Folder("worker-spool"), "--Certificates:PendingInterval", "00:00:05", "--health-interval", "00:00:02"]);
    }
}

[CollectionDefinition(Name)]
public sealed class RealPlatformCollection : ICollectionFixture<RealPlatform>
{
    public const string Name = "A real cluster";
}
