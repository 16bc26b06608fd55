using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using GitOpsKafka.Cluster.Kafka;
using GitOpsKafka.Platform.Certificates;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Simulation.Kubernetes;
using GitOpsKafka.TestCluster;
using GitOpsKafka.Worker.Applying;
using GitOpsKafka.Worker.Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace GitOpsKafka.Tests.Integration.Certificates;

/// <summary>
/// A real broker of a KafkaCluster with <c>internalTls</c> and access control: its settings are the rendered ones but for folders and
/// addresses, its certificates those that the worker keeps in a simulated API server.
/// </summary>
internal sealed class SecuredSite : IAsyncDisposable
{
    public static readonly ResourceKey Orders = ResourceKey.Parse("KafkaCluster/streaming/orders");

    private static readonly ApplyOptions Apply = new(Marks.FieldManager);

    private readonly SimulatedKubernetes _api = new(TimeProvider.System, new Random(1));
    private readonly NodeFolder _folder = new();
    private readonly LoopbackPort _replication = LoopbackPort.Reserve();
    private readonly LoopbackPort _external = LoopbackPort.Reserve();
    private KafkaBroker? _broker;

    public int BrokerId => _broker!.NodeId;

    /// <summary>Where nodes hear each other, and us.</summary>
    public LoopbackPort Replication => _replication;

    /// <summary>The listener of clients that are known by certificates of the clients authority.</summary>
    public string External => _external.Address;

    public static async Task<SecuredSite> StartAsync(KafkaDistribution distribution)
    {
        var site = new SecuredSite();
        await site.BuildAsync(distribution);
        return site;
    }

    /// <summary>The admins of the processes.</summary>
    /// <param name="time">By which they look at certificates.</param>
    public KafkaAdmins Admins(TimeProvider time) => new(
        _api,
        Options.Create(new KafkaAdminOptions { Bootstrap = { [Orders.ToString()] = $"ssl://{_replication.Address}" } }),
        time,
        NullLogger<KafkaAdmin>.Instance);

    public async Task<KafkaCredentials> CredentialsAsync() => KafkaCredentials.Of((await FindAsync("orders-operator-certs"))!)!;

    /// <summary>Takes the operator's certificate away and lets the worker make another.</summary>
    public Task RenewOperatorAsync() => RenewAsync("orders-operator-certs");

    /// <summary>The same with the broker's, which lies in its folder then.</summary>
    /// <returns>Its thumbprint.</returns>
    public async Task<string> RenewNodeAsync()
    {
        await RenewAsync("orders-brokers-certs");
        _folder.Take((await FindAsync("orders-brokers-certs"))!);
        return Certificate.ReadAll(await TextAsync("orders-brokers-certs", "orders-brokers-0.crt"))[0].Thumbprint;
    }

    /// <summary>Somebody of that name whom the clients authority vouches for, for the listener of clients.</summary>
    public async Task<KafkaCredentials> ClientAsync(string name)
    {
        var now = TimeProvider.System.GetUtcNow();
        var reading = Platform.Certificates.CertificateAuthority.Read(await TextAsync("orders-clients-ca-key", "ca.crt"), new PrivateKeyPem(await TextAsync("orders-clients-ca-key", "ca.key")), now);
        var authority = Assert.IsType<AuthorityReading.Usable>(reading).Authority;
        return new KafkaCredentials(await TextAsync("orders-cluster-ca", "ca.crt"), CertificateIssuer.ForClient(authority, null, name, TimeSpan.FromDays(1), now));
    }

    public async ValueTask DisposeAsync()
    {
        if (_broker is not null)
            await _broker.DisposeAsync();
        _folder.Dispose();
        _replication.Dispose();
        _external.Dispose();
    }

    private async Task BuildAsync(KafkaDistribution distribution)
    {
        await StoreAsync(distribution);
        await KeepAsync();
        _folder.Take((await FindAsync("orders-brokers-certs"))!);
        _broker = await KafkaBroker.StartNewAsync(default, distribution);
        await _broker.StopAsync(default);
        await SecureAsync();
        await _broker.StartAsync(default);
    }

    private async Task StoreAsync(KafkaDistribution distribution)
    {
        await _api.ApplyAsync(Object(ResourceKinds.Get(KafkaCluster.KindName).Type, $$"""
            {"apiVersion": "gitopskafka.io/v1alpha1", "kind": "KafkaCluster", "metadata": {"name": "orders", "namespace": "streaming"},
             "spec": {"version": "{{distribution.Version}}", "brokers": {"replicas": 1}, "internalTls": true,
              "listeners": [{"name": "external", "port": {{_external.Number}}, "type": "nodeport", "tls": true, "authentication": {"type": "mtls"} }],
              "authorization": {"type": "simple", "superUsers": ["admin"]} } }
            """), Apply, default);
        var pod = Object(ResourceType.Pods, """
            {"apiVersion": "v1", "kind": "Pod",
             "metadata": {"name": "orders-brokers-0", "namespace": "streaming", "labels": {"gitopskafka.io/cluster": "orders", "gitopskafka.io/role": "combined"}},
             "spec": {"containers": [{"name": "kafka", "image": "apache/kafka:4.3.1"}]}, "status": {"hostIP": "127.0.0.1"}}
            """);
        await _api.ApplyAsync(pod, Apply, default);
        await _api.ApplyStatusAsync(pod, Apply, default);
    }

    private async Task RenewAsync(string secret)
    {
        await _api.DeleteAsync(new ObjectKey(ResourceType.Secrets, "streaming", secret), null, default);
        await KeepAsync();
    }

    private async Task KeepAsync()
    {
        var observed = ObservedState.Unknown;
        foreach (var type in new[] { ResourceType.Services, ResourceType.Pods })
            observed = observed with { Objects = observed.Objects.Add(type, (await _api.ListAsync(type, null, null, default)).Items.ToImmutableDictionary(found => found.Key)) };
        var events = new KubernetesEvents(_api, TimeProvider.System, new WorkerName("worker-0"), NullLogger<KubernetesEvents>.Instance);
        var keeper = new CertificateKeeper(_api, events, new CertificateTimes(), TimeProvider.System, NullLogger<CertificateKeeper>.Instance);
        await keeper.KeepAsync(await ClusterAsync(), observed, default);
    }

    /// <summary>The rendered settings take the place of the harness's own, but for its open listener, by which it sees the node start.</summary>
    private async Task SecureAsync()
    {
        var (replication, external) = ($"REPLICATION://{_replication.Address}", $"EXTERNAL://{_external.Address}");
        var lines = await File.ReadAllLinesAsync(_broker!.SettingsFile);
        await File.WriteAllLinesAsync(_broker.SettingsFile,
        [
            .. lines.Select(line => line.Split('=')[0] switch
            {
                "listeners" or "advertised.listeners" => $"{line},{replication},{external}",
                "listener.security.protocol.map" => "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:SSL,REPLICATION:SSL,EXTERNAL:SSL",
                "inter.broker.listener.name" => "inter.broker.listener.name=REPLICATION",
                _ => line,
            }),
            .. await RenderedAsync(),
        ]);
    }

    private async Task<IEnumerable<string>> RenderedAsync()
    {
        var config = ClusterRenderer.Render(await ClusterAsync(), "11111111-2222-3333-4444-555555555555").Single(found => found.Key.Name == "orders-brokers-config");
        string[] secured = ["listener.name.", "ssl.", "authorizer.", "super.users"];
        return config.At("data", "server.properties")!.Value.GetString()!.Split('\n')
            .Where(line => secured.Any(start => line.StartsWith(start, StringComparison.Ordinal)))
            .Select(line => line.Replace("/etc/kafka-certs/@POD@.pem", _folder.File("orders-brokers-0.pem"), StringComparison.Ordinal).Replace("/etc/kafka-certs", _folder.File("."), StringComparison.Ordinal));
    }

    private async Task<KafkaCluster> ClusterAsync() =>
        ResourceJson.Read<KafkaCluster>((await _api.GetAsync(new ObjectKey(ResourceKinds.Get(KafkaCluster.KindName).Type, "streaming", "orders"), default))!.Json);

    private Task<KubeObject?> FindAsync(string secret) => _api.GetAsync(new ObjectKey(ResourceType.Secrets, "streaming", secret), default);

    private async Task<string> TextAsync(string secret, string file) => Encoding.UTF8.GetString((await FindAsync(secret))!.At("data", file)!.Value.GetBytesFromBase64());

    private static KubeObject Object(ResourceType type, string json) => KubeObject.Of(type, JsonElement.Parse(json));
}
