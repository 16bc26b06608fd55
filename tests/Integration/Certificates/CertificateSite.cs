using System.Text;
using GitOpsKafka.Cluster.Kafka;
using GitOpsKafka.Cluster.Kubernetes;
using GitOpsKafka.Cluster.Tls;
using GitOpsKafka.Platform.Certificates;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Simulation.Kubernetes;
using GitOpsKafka.TestCluster;
using GitOpsKafka.Worker.Applying;
using GitOpsKafka.Worker.Certificates;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace GitOpsKafka.Tests.Integration.Certificates;

/// <summary>A real broker whose certificates the worker keeps: Secrets in a simulated API server, brought to the broker's folder by the test.</summary>
internal sealed class CertificateSite : IAsyncDisposable
{
    private static readonly ApplyOptions Apply = new(Marks.FieldManager);

    private readonly SimulatedKubernetes _api = new(TimeProvider.System, new Random(1));
    private readonly NodeFolder _folder = new();
    private readonly LoopbackPort _port = LoopbackPort.Reserve();
    private readonly CancellationTokenSource _stop = new();
    private ServiceProvider? _parts;
    private KafkaAdmin? _admin;
    private Task _watching = Task.CompletedTask;

    public KafkaBroker Broker { get; private set; } = null!;

    public OneBroker Kafka { get; private set; } = null!;

    public string Bootstrap => _port.Address;

    public static async Task<CertificateSite> StartAsync(KafkaDistribution distribution)
    {
        var site = new CertificateSite();
        await site.BuildAsync(distribution);
        return site;
    }

    /// <summary>One turn of the worker; then the kubelet brings what has changed.</summary>
    /// <returns>Whether the worker waits for nodes.</returns>
    public async Task<bool> TurnAsync()
    {
        var isPending = await _parts!.GetRequiredService<CertificateLoop>().LookAsync(default);
        _folder.Take((await FindAsync("orders-brokers-certs"))!);
        return isPending;
    }

    public Task AnnotateAsync(string name, string value) => _api.PatchAsync(
        new ObjectKey(ResourceKinds.Get(KafkaCluster.KindName).Type, "streaming", "orders"),
        new() { ["metadata"] = new System.Text.Json.Nodes.JsonObject { ["annotations"] = new System.Text.Json.Nodes.JsonObject { [name] = value } } },
        "kubectl",
        default);

    /// <summary>The worker's caches have seen what is stored.</summary>
    public Task UntilSeenAsync(string annotation, string value) => Fixtures.Eventually.TrueAsync(
        () => Task.FromResult(_parts!.GetRequiredService<WatchCaches>().Observe()[ResourceKinds.Get(KafkaCluster.KindName).Type].Values.Single().Annotation(annotation) == value), annotation);

    public async Task<IReadOnlyList<Certificate>> TrustAsync(AuthorityKind kind) => Certificate.ReadAll(await TextAsync(CertificateSecrets.TrustName("orders", kind), "ca.crt"));

    public Task<string> ClusterTrustAsync() => TextAsync("orders-cluster-ca", "ca.crt");

    public async Task<IssuedCertificate> ClientAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        var reading = Platform.Certificates.CertificateAuthority.Read(await TextAsync("orders-clients-ca-key", "ca.crt"), new PrivateKeyPem(await TextAsync("orders-clients-ca-key", "ca.key")), now);
        return CertificateIssuer.ForClient(Assert.IsType<AuthorityReading.Usable>(reading).Authority, null, "billing", TimeSpan.FromDays(1), now);
    }

    public async Task<IReadOnlyList<string>> EventsAsync() =>
        [.. (await _api.ListAsync(ResourceType.Events, null, null, default)).Items.Select(found => found.At("reason")!.Value.GetString()!)];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _parts?.Dispose();
        _admin?.Dispose();
        await Broker.DisposeAsync();
        _folder.Dispose();
        _port.Dispose();
        _stop.Dispose();
    }

    private async Task BuildAsync(KafkaDistribution distribution)
    {
        Broker = await KafkaBroker.StartNewAsync(default, distribution);
        _admin = new KafkaAdmin(Broker.BootstrapServers, TimeSpan.FromSeconds(15), NullLogger<KafkaAdmin>.Instance);
        Kafka = new OneBroker(_admin, new TlsProbe(TimeProvider.System, TimeSpan.FromSeconds(5)), Broker.NodeId);
        await StoreClusterAsync();
        _parts = Parts();
        var caches = _parts.GetRequiredService<WatchCaches>();
        _watching = caches.RunAsync(_stop.Token);
        await caches.WaitForSyncAsync(default);
        await TurnAsync();
        await Broker.StopAsync(default);
        await ListenWithTlsAsync();
        await Broker.StartAsync(default);
        await _admin.CreateTopicAsync("orders.v1", 1, 1, new Dictionary<string, string>(), default);
    }

    private ServiceProvider Parts() => new ServiceCollection()
        .AddLogging()
        .AddMetrics()
        .AddSingleton(TimeProvider.System)
        .AddSingleton<IKubernetesApi>(_api)
        .AddSingleton<IKafkaAdmins>(Kafka)
        .AddSingleton<ITlsProbe>(Kafka)
        .AddSingleton(new WorkerName("worker-0"))
        .AddSingleton<KubernetesEvents>()
        .AddSingleton(new WatchCaches(_api, null, TimeProvider.System, new Random(1), NullLoggerFactory.Instance))
        .AddCertificates(new ConfigurationBuilder().Build().GetSection("Certificates"))
        .AddCertificateKeeper()
        .BuildServiceProvider();

    private async Task StoreClusterAsync()
    {
        await _api.ApplyAsync(Object(ResourceKinds.Get(KafkaCluster.KindName).Type, $$"""
            {"apiVersion": "gitopskafka.io/v1alpha1", "kind": "KafkaCluster", "metadata": {"name": "orders", "namespace": "streaming"},
             "spec": {"version": "4.3.1", "brokers": {"replicas": 1},
              "listeners": [{"name": "external", "port": {{_port.Number}}, "type": "nodeport", "tls": true, "authentication": {"type": "mtls"} }] } }
            """), Apply, default);
        var pod = Object(ResourceType.Pods, """
            {"apiVersion": "v1", "kind": "Pod",
             "metadata": {"name": "orders-brokers-0", "namespace": "streaming", "labels": {"gitopskafka.io/cluster": "orders", "gitopskafka.io/role": "combined"}},
             "spec": {"containers": [{"name": "kafka", "image": "apache/kafka:4.3.1"}]}, "status": {"hostIP": "127.0.0.1"}}
            """);
        await _api.ApplyAsync(pod, Apply, default);
        await _api.ApplyStatusAsync(pod, Apply, default);
    }

    private async Task ListenWithTlsAsync()
    {
        var listener = $"EXTERNAL://{_port.Address}";
        var lines = await File.ReadAllLinesAsync(Broker.SettingsFile);
        await File.WriteAllLinesAsync(Broker.SettingsFile,
        [
            .. lines.Select(line => line.Split('=')[0] switch
            {
                "listeners" or "advertised.listeners" => $"{line},{listener}",
                "listener.security.protocol.map" => $"{line},EXTERNAL:SSL",
                _ => line,
            }),
            "listener.name.external.ssl.keystore.type=PEM",
            $"listener.name.external.ssl.keystore.location={_folder.File("orders-brokers-0.pem")}",
            "listener.name.external.ssl.truststore.type=PEM",
            $"listener.name.external.ssl.truststore.location={_folder.File(CertificateSecrets.ClientsTrustFile)}",
            "listener.name.external.ssl.client.auth=required",
        ]);
    }

    private Task<KubeObject?> FindAsync(string secret) => _api.GetAsync(new ObjectKey(ResourceType.Secrets, "streaming", secret), default);

    private async Task<string> TextAsync(string secret, string file) => Encoding.UTF8.GetString((await FindAsync(secret))!.At("data", file)!.Value.GetBytesFromBase64());

    private static KubeObject Object(ResourceType type, string json) => KubeObject.Of(type, System.Text.Json.JsonElement.Parse(json));
}
