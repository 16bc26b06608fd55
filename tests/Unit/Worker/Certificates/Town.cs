using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Platform.Certificates;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Simulation.Kubernetes;
using GitOpsKafka.Worker.Applying;
using GitOpsKafka.Worker.Certificates;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace GitOpsKafka.Tests.Unit.Worker.Certificates;

/// <summary>A cluster of two brokers with TLS in a simulated API server, and workers that keep its certificates.</summary>
internal sealed class Town : IKafkaAdmins, ITlsProbe, IDisposable
{
    private static readonly ApplyOptions Options = new(Marks.FieldManager);

    private readonly List<ServiceProvider> _workers = [];

    public Town() => Api = new SimulatedKubernetes(Clock, new Random(1));

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public SimulatedKubernetes Api { get; }

    /// <summary>By host: what a broker presents.</summary>
    public Dictionary<string, string> Presented { get; } = [];

    /// <summary>Brokers that were asked to load, in order.</summary>
    public List<int> Reloads { get; } = [];

    /// <summary>Brokers that do not answer.</summary>
    public HashSet<int> Deaf { get; } = [];

    public List<string> Logs { get; } = [];

    public static KafkaCluster Cluster(string? annotations = null) => ResourceJson.Read<KafkaCluster>(JsonElement.Parse(Manifest(annotations)));

    public Task StoreAsync(string? annotations = null, bool hasInternalTls = false) =>
        Api.ApplyAsync(KubeObject.Of(ResourceKinds.Get(KafkaCluster.KindName).Type, JsonElement.Parse(Manifest(annotations, hasInternalTls))), Options, default);

    /// <summary>A node begins to run, or was restarted, now.</summary>
    public async Task StartAsync(string pod)
    {
        await Api.DeleteAsync(new ObjectKey(ResourceType.Pods, "streaming", pod), null, default);
        var started = KubeObject.Of(ResourceType.Pods, JsonElement.Parse($$"""
            {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "{{pod}}", "namespace": "streaming", "labels": {"gitopskafka.io/cluster": "orders"} },
             "spec": {"containers": [{"name": "kafka", "image": "apache/kafka:4.2.1"}]},
             "status": {"containerStatuses": [{"name": "kafka", "state": {"running": {"startedAt": "{{Clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}}"} } }] } }
            """));
        await Api.ApplyAsync(started, Options, default);
        await Api.ApplyStatusAsync(started, Options, default);
    }

    /// <param name="api">How this worker meets the API server.</param>
    public ServiceProvider Worker(IKubernetesApi? api = null)
    {
        var worker = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new ListLog(Logs)))
            .AddMetrics()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(api ?? Api)
            .AddSingleton<IKafkaAdmins>(this)
            .AddSingleton<ITlsProbe>(this)
            .AddSingleton(new WorkerName("worker-0"))
            .AddSingleton<KubernetesEvents>()
            .AddSingleton(new WatchCaches(Api, null, Clock, new Random(1), NullLoggerFactory.Instance))
            .AddCertificates(new ConfigurationBuilder().Build().GetSection("Certificates"))
            .AddCertificateKeeper()
            .BuildServiceProvider();
        _workers.Add(worker);
        return worker;
    }

    public async Task<ObservedState> ObserveAsync()
    {
        var observed = ObservedState.Unknown;
        foreach (var type in new[] { ResourceType.Services, ResourceType.Pods })
            observed = observed with { Objects = observed.Objects.Add(type, (await Api.ListAsync(type, null, null, default)).Items.ToImmutableDictionary(found => found.Key)) };
        return observed;
    }

    public async Task<KeptCertificates?> KeepAsync(ServiceProvider worker) => await worker.GetRequiredService<CertificateKeeper>().KeepAsync(
        Cluster(), await ObserveAsync(), ImmutableDictionary<string, string>.Empty, default);

    /// <summary>Every broker loads what is stored for it.</summary>
    public async Task LoadAsync()
    {
        foreach (var pod in new[] { "orders-brokers-0", "orders-brokers-1" })
            await LoadAsync(pod);
    }

    public async Task LoadAsync(string pod)
    {
        var nodes = pod[..pod.LastIndexOf('-')];
        Presented[$"{pod}.{nodes}.streaming.svc"] = Certificate.ReadAll(await TextAsync($"{nodes}-certs", $"{pod}.crt"))[0].Thumbprint;
    }

    public Task<KubeObject?> SecretAsync(string name) => Api.GetAsync(new ObjectKey(ResourceType.Secrets, "streaming", name), default);

    public async Task<string> TextAsync(string secret, string file) => Encoding.UTF8.GetString((await SecretAsync(secret))!.At("data", file)!.Value.GetBytesFromBase64());

    public async Task<IReadOnlyList<string>> EventsAsync() =>
        [.. (await Api.ListAsync(ResourceType.Events, null, null, default)).Items.Select(found => $"{found.At("type")} {found.At("reason")}: {found.At("message")}")];

    public IKafkaAdmin For(ResourceKey cluster) => new Admin(this);

    public Task<string?> ThumbprintAsync(string host, int port, CancellationToken cancellationToken) => Task.FromResult(Presented.GetValueOrDefault(host));

    public void Dispose() => _workers.ForEach(worker => worker.Dispose());

    private static string Manifest(string? annotations, bool hasInternalTls = false) => $$"""
        {"apiVersion": "gitopskafka.io/v1alpha1", "kind": "KafkaCluster", "metadata": {"name": "orders", "namespace": "streaming", "annotations": {{annotations ?? "{}"}} },
         "spec": {"version": "4.2.1", "brokers": {"replicas": 2}, "controllers": {"replicas": 1}, "internalTls": {{(hasInternalTls ? "true" : "false")}},
          "listeners": [{"name": "tls", "port": 9093, "tls": true, "authentication": {"type": "mtls"} }] } }
        """;

    private sealed class Admin(Town town) : IKafkaAdmin
    {
        public Task ReloadCertificatesAsync(int broker, string listener, CancellationToken cancellationToken)
        {
            if (town.Deaf.Contains(broker))
                throw new KafkaAdminException(isRefusal: false, "no broker answered in 15 s");
            Assert.Contains(listener, new[] { "tls", "replication" });
            town.Reloads.Add(broker);
            return Task.CompletedTask;
        }

        public Task<KafkaView> DescribeClusterAsync(CancellationToken cancellationToken) => throw Unexpected.Call();

        public Task<KafkaHealthView> DescribeHealthAsync(bool hasQuorum, CancellationToken cancellationToken) => throw Unexpected.Call();

        public Task<KafkaPlacementView> DescribePlacementAsync(CancellationToken cancellationToken) => throw Unexpected.Call();

        public Task<ImmutableSortedDictionary<string, TopicView>> DescribeTopicsAsync(IReadOnlyCollection<string>? names, CancellationToken cancellationToken) => throw Unexpected.Call();

        public Task CreateTopicAsync(string name, int partitions, int replicationFactor, IReadOnlyDictionary<string, string> config, CancellationToken cancellationToken) => throw Unexpected.Call();

        public Task<ClusterSettingsView> DescribeSettingsAsync(CancellationToken cancellationToken) => throw Unexpected.Call();

        public Task AlterSettingsAsync(int? broker, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken) => throw Unexpected.Call();

        public Task AlterTopicConfigAsync(string name, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken) => throw Unexpected.Call();

        public Task IncreasePartitionsAsync(string name, int count, CancellationToken cancellationToken) => throw Unexpected.Call();

        public Task<bool> DeleteTopicAsync(string name, CancellationToken cancellationToken) => throw Unexpected.Call();
    }
}
