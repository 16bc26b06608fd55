using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using GitOpsKafka.Platform.Certificates;
using k8s;
using k8s.Models;

namespace GitOpsKafka.Tests.EndToEnd.Fixtures;

/// <summary>The cluster <c>bakery</c> as clients know it: where it is, whom to trust, who they are.</summary>
internal sealed class Bakery(RealPlatform platform)
{
    public const string Namespace = "shops";

    public const string File = "bakery.yaml";

    private const string Name = "bakery";

    public Pods Nodes => new(platform.Kubernetes, platform.Cluster.Kubectl, Namespace);

    /// <summary>Pushes it and waits until clients can use it. Load balancers get addresses from us, as from a cloud.</summary>
    public async Task StartAsync()
    {
        await platform.PushAsync(File, Manifests.Bakery);
        using var stop = new CancellationTokenSource();
        var balancing = BalanceAsync(stop.Token);
        await platform.UntilConditionAsync($"kafkacluster/{Name}", "True", TimeSpan.FromMinutes(4), Namespace);
        await stop.CancelAsync();
        await balancing;
    }

    public async Task<JsonElement> StatusAsync()
    {
        using var live = JsonDocument.Parse(await platform.Cluster.Kubectl.GetAsync(CancellationToken.None, "get", "kafkacluster", Name, "--namespace", Namespace, "--output", "json"));
        return live.RootElement.GetProperty("status").Clone();
    }

    /// <summary>What a client of a listener is configured with.</summary>
    public async Task<ClientConfig> ClientAsync(string listener) => new()
    {
        BootstrapServers = await BootstrapAsync(listener),
        SecurityProtocol = SecurityProtocol.Plaintext,
    };

    /// <inheritdoc cref="ClientAsync"/>
    public async Task<ClientConfig> TlsClientAsync(string listener) => new()
    {
        BootstrapServers = await BootstrapAsync(listener),
        SecurityProtocol = SecurityProtocol.Ssl,
        SslCaPem = await SecretAsync($"{Name}-cluster-ca", "ca.crt"),
    };

    /// <summary>A client with a certificate of the clients authority.</summary>
    public async Task<ClientConfig> KnownClientAsync(string listener, string principal)
    {
        var key = await SecretAsync($"{Name}-clients-ca-key", "ca.key");
        var authority = (AuthorityReading.Usable)CertificateAuthority.Read(await SecretAsync($"{Name}-clients-ca-key", "ca.crt"), new PrivateKeyPem(key), DateTimeOffset.UtcNow);
        var issued = CertificateIssuer.ForClient(authority.Authority, null, principal, TimeSpan.FromHours(1), DateTimeOffset.UtcNow);
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

    private async Task<string> BootstrapAsync(string listener) =>
        (await StatusAsync()).GetProperty("listeners").EnumerateArray().Single(status => status.GetProperty("name").ValueEquals(listener)).GetProperty("bootstrapServers").GetString()!;

    private async Task<string> SecretAsync(string name, string entry) =>
        Encoding.UTF8.GetString((await platform.Kubernetes.CoreV1.ReadNamespacedSecretAsync(name, Namespace)).Data[entry]);

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
