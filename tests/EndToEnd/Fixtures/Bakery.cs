using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using GitOpsKafka.Platform.Certificates;
using k8s;
using k8s.Models;

namespace GitOpsKafka.Tests.EndToEnd.Fixtures;

/// <summary>The cluster <c>bakery</c> as clients know it: where it is, whom to trust, who they are. Tests of one class share it.</summary>
public sealed class Bakery(RealPlatform platform) : IAsyncLifetime
{
    private const string File = "bakery.yaml";

    private const string Namespace = "shops";

    private const string Name = "bakery";

    /// <summary>By which pods find its brokers.</summary>
    public const string InnerHost = $"{Name}-bootstrap.{Namespace}.svc";

    public const string User = "baker";

    public const string Password = "rye-and-wheat";

    public RealPlatform Platform => platform;

    internal Pods Nodes => new(platform.Kubernetes, platform.Cluster.Kubectl, Namespace);

    /// <summary>Pushes it and waits until clients can use it. Load balancers get addresses from us, as from a cloud.</summary>
    public async Task InitializeAsync()
    {
        if (platform.WhySkipped is not null)
            return;
        await platform.PushAsync(File, Manifests.Bakery);
        using var stop = new CancellationTokenSource();
        var balancing = BalanceAsync(stop.Token);
        await platform.UntilConditionAsync($"kafkacluster/{Name}", "True", TimeSpan.FromMinutes(4), Namespace);
        await stop.CancelAsync();
        await balancing;
        using var admin = await AdminAsync();
        await admin.AlterUserScramCredentialsAsync([new UserScramCredentialUpsertion { User = User, Password = Encoding.UTF8.GetBytes(Password), ScramCredentialInfo = new ScramCredentialInfo { Mechanism = ScramMechanism.ScramSha512, Iterations = 4096 } }]);
    }

    public Task DisposeAsync() => platform.WhySkipped is null ? platform.RemoveAsync(File) : Task.CompletedTask;

    /// <summary>Asks with kubectl for new authorities, and waits until every node presents what they issue and the old one has left.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> RotateAsync()
    {
        var begun = Stopwatch.GetTimestamp();
        (await platform.Cluster.Kubectl.RunAsync(CancellationToken.None, "annotate", "kafkacluster", Name, "--namespace", Namespace, $"{RotationRequests.Annotation}=cluster,clients")).MustSucceed();
        await Eventually.TrueAsync(
            async () => Certificate.ReadAll(await TrustAsync()) is [{ Subject: $"CN={Name} cluster CA v2" }] && (await ClientsAuthorityAsync()).Certificate.Subject == $"CN={Name} clients CA v2",
            "the old authorities to leave", TimeSpan.FromMinutes(5));
        return Stopwatch.GetElapsedTime(begun);
    }

    /// <summary>Spread over all brokers.</summary>
    public async Task CreateTopicAsync(string name)
    {
        using var admin = await AdminAsync();
        await admin.CreateTopicsAsync([new TopicSpecification { Name = name, NumPartitions = 3, ReplicationFactor = 3 }]);
    }

    /// <summary>A client of every listener that is reached from outside.</summary>
    public async Task<IReadOnlyList<(string Listener, ClientConfig Client)>> ClientsAsync() =>
    [
        ("open", await ClientAsync("open")),
        ("sealed", await TlsClientAsync("sealed")),
        ("known", await KnownClientAsync("known", "baker")),
        ("scram", await UserAsync("scram", User, Password)),
        ("balanced", await TlsClientAsync("balanced")),
    ];

    public async Task<JsonElement> StatusAsync()
    {
        using var live = JsonDocument.Parse(await platform.Cluster.Kubectl.GetAsync(CancellationToken.None, "get", "kafkacluster", Name, "--namespace", Namespace, "--output", "json"));
        return live.RootElement.GetProperty("status").Clone();
    }

    private async Task<IAdminClient> AdminAsync() => new AdminClientBuilder(new AdminClientConfig(await ClientAsync("open"))).Build();

    /// <summary>What a client of a listener is configured with.</summary>
    private async Task<ClientConfig> ClientAsync(string listener) => new()
    {
        BootstrapServers = await BootstrapAsync(listener),
        SecurityProtocol = SecurityProtocol.Plaintext,
    };

    /// <inheritdoc cref="ClientAsync"/>
    public async Task<ClientConfig> TlsClientAsync(string listener) => new()
    {
        BootstrapServers = await BootstrapAsync(listener),
        SecurityProtocol = SecurityProtocol.Ssl,
        SslCaPem = await TrustAsync(),
    };

    /// <summary>A client with a certificate of the clients authority.</summary>
    public async Task<ClientConfig> KnownClientAsync(string listener, string principal)
    {
        var issued = await IssueAsync(principal);
        var client = await TlsClientAsync(listener);
        (client.SslKeyPem, client.SslCertificatePem) = (issued.Key.Reveal(), issued.ChainPem);
        return client;
    }

    /// <summary>A client with user and password.</summary>
    public async Task<ClientConfig> UserAsync(string listener, string user, string password)
    {
        var client = await TlsClientAsync(listener);
        (client.SecurityProtocol, client.SaslMechanism, client.SaslUsername, client.SaslPassword) = (SecurityProtocol.SaslSsl, SaslMechanism.ScramSha512, user, password);
        return client;
    }

    /// <summary>A certificate of the clients authority as it is now.</summary>
    internal async Task<IssuedCertificate> IssueAsync(string principal) =>
        CertificateIssuer.ForClient(await ClientsAuthorityAsync(), null, principal, TimeSpan.FromHours(1), DateTimeOffset.UtcNow);

    /// <summary>The cluster authorities that clients shall trust now.</summary>
    public async Task<string> TrustAsync() => Text((await platform.Kubernetes.CoreV1.ReadNamespacedSecretAsync($"{Name}-cluster-ca", Namespace)).Data["ca.crt"]);

    private async Task<string> BootstrapAsync(string listener) =>
        (await StatusAsync()).GetProperty("listeners").EnumerateArray().Single(status => status.GetProperty("name").ValueEquals(listener)).GetProperty("bootstrapServers").GetString()!;

    private async Task<CertificateAuthority> ClientsAuthorityAsync()
    {
        var stored = (await platform.Kubernetes.CoreV1.ReadNamespacedSecretAsync($"{Name}-clients-ca-key", Namespace)).Data;
        return ((AuthorityReading.Usable)CertificateAuthority.Read(Text(stored["ca.crt"]), new PrivateKeyPem(Text(stored["ca.key"])), DateTimeOffset.UtcNow)).Authority;
    }

    private static string Text(byte[] entry) => Encoding.UTF8.GetString(entry);

    /// <summary>What MetalLB would do: writes an address into the status of every Service that waits for one.</summary>
    private async Task BalanceAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            foreach (var service in (await platform.Kubernetes.CoreV1.ListNamespacedServiceAsync(Namespace, cancellationToken: CancellationToken.None)).Items.Where(service => service.Spec.Type == "LoadBalancer" && service.Status.LoadBalancer.Ingress is null or []))
                await GiveAddressAsync(service);
            await Task.Delay(TimeSpan.FromMilliseconds(200), stop).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    /// <summary>The cluster address: on this machine kube-proxy leads from it to the pods, as from that of a load balancer.</summary>
    private async Task GiveAddressAsync(V1Service service)
    {
        var status = new { status = new { loadBalancer = new { ingress = new[] { new { ip = service.Spec.ClusterIP } } } } };
        await platform.Kubernetes.CoreV1.PatchNamespacedServiceStatusAsync(new V1Patch(JsonSerializer.Serialize(status), V1Patch.PatchType.MergePatch), service.Name(), Namespace);
    }
}
