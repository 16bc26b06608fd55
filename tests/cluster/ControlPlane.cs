using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using k8s;

namespace GitOpsKafka.TestCluster;

/// <summary>
/// A real Kubernetes control plane: etcd, kube-apiserver and kube-controller-manager on loopback ports of their own, so
/// several can run at once. TLS is verified, RBAC and service accounts are on. No pod runs, see <see cref="PodKeeper"/>,
/// unless <see cref="NodeCluster"/> adds nodes. Not thread-safe where it starts and stops things.
/// </summary>
public sealed class ControlPlane : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(90);
    // kube-apiserver stops listening at once but waits up to 60 s for its watches to end by themselves.
    private static readonly TimeSpan ApiServerGrace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ControllersGrace = TimeSpan.FromSeconds(5);

    private readonly Parts parts;
    private readonly bool hasNodes;
    private readonly TempFolder folder = new("control-plane");
    private readonly LoopbackPort etcdPort = LoopbackPort.Reserve();
    private readonly LoopbackPort etcdPeerPort = LoopbackPort.Reserve();
    private readonly LoopbackPort apiPort = LoopbackPort.Reserve();
    private readonly LoopbackPort controllersPort = LoopbackPort.Reserve();
    private readonly string token = RandomNumberGenerator.GetHexString(32, lowercase: true);
    private ChildProcess? etcd;
    private ChildProcess? apiServer;
    private VolumeResizer? resizer;
    private ChildProcess? controllers;

    private ControlPlane(Parts parts, bool hasNodes)
    {
        this.parts = parts;
        this.hasNodes = hasNodes;
        Server = new Uri($"https://{apiPort.Address}");
        KubeconfigPath = Kubeconfig.Write(folder.File("kubeconfig"), Server, Authority.CaBundle, token);
        Kubectl = new Kubectl(Parts.Need(parts.Kubectl, parts.WhyNoControlPlane), KubeconfigPath, folder.File("kubectl-cache"));
        Http = CreateHttpClient();
    }

    /// <summary>Address of the API server; the same after a restart.</summary>
    public Uri Server { get; }

    /// <summary>A kubeconfig whose user may do everything.</summary>
    public string KubeconfigPath { get; }

    /// <summary>The real kubectl with that kubeconfig.</summary>
    public Kubectl Kubectl { get; }

    /// <summary>Issued the API server's certificate; issue one here for a webhook on loopback.</summary>
    public CertificateAuthority Authority { get; } = new("gitopskafka test control plane");

    /// <summary>Everything about this control plane, logs in <c>*.log</c>. Deleted on dispose.</summary>
    public string Folder => folder.Path;

    /// <summary>What the product's service accounts asked; there is one with nodes.</summary>
    public AuditLog? Audit => hasNodes ? new AuditLog(folder.File("audit.log")) : null;

    /// <summary>etcd's client address.</summary>
    public Uri EtcdServer => new($"http://{etcdPort.Address}");

    /// <summary>A raw client of the API server that may do everything; relative addresses work.</summary>
    public HttpClient Http { get; }

    /// <summary>Whether StatefulSets, garbage collection and namespace deletion work; see <see cref="Parts.WhyNoControllers"/>.</summary>
    public bool HasControllers => parts.WhyNoControllers is null;

    /// <summary>Starts one; about 5 s on two cores. With <paramref name="hasNodes"/> it watches nodes and serves pods, too.</summary>
    /// <exception cref="InvalidOperationException">A part is missing, see <see cref="Parts.WhyNoControlPlane"/>.</exception>
    /// <exception cref="ChildProcessException">One of the servers failed; the message carries the tail of its log.</exception>
    public static async Task<ControlPlane> StartAsync(CancellationToken cancellationToken, Parts? parts = null, bool hasNodes = false)
    {
        parts ??= Parts.Current;
        if (parts.WhyNoControlPlane is { } reason)
        {
            throw new InvalidOperationException(reason);
        }

        var plane = new ControlPlane(parts, hasNodes);
        try
        {
            plane.WriteIdentities();
            await plane.StartEtcdAsync(cancellationToken);
            await plane.StartApiServerAsync(cancellationToken);
            await plane.StartControllersAsync(cancellationToken);
            await HostPathVolumes.OfferAsync(plane.Http, cancellationToken);
            plane.resizer = VolumeResizer.Start(plane.KubeconfigPath);
            return plane;
        }
        catch
        {
            await plane.DisposeAsync();
            throw;
        }
    }

    /// <summary>A typed client that may do everything. The caller disposes it.</summary>
    public Kubernetes CreateClient() => new(KubernetesClientConfiguration.BuildConfigFromConfigFile(KubeconfigPath));

    /// <summary>Starts the API server on its port; returns when it is ready. Does nothing while it runs.</summary>
    public async Task StartApiServerAsync(CancellationToken cancellationToken)
    {
        if (apiServer is { HasExited: false })
        {
            return;
        }

        var arguments = ControlPlaneArguments.ApiServer(folder, etcdPort, apiPort, hasNodes);
        apiServer = ChildProcess.Start("kube-apiserver", parts.KubeApiServer!, arguments, folder.File("kube-apiserver.log"));
        await apiServer.UntilAsync(IsReadyAsync, StartTimeout, cancellationToken);
    }

    /// <summary>Stops the API server as a rolling update would: SIGTERM, short requests end first. Watches break after 2 s.</summary>
    public Task StopApiServerAsync(CancellationToken cancellationToken) => StopAsync(apiServer, ApiServerGrace, cancellationToken);

    /// <summary>SIGKILL to the API server.</summary>
    public Task KillApiServerAsync() => apiServer?.KillAsync() ?? Task.CompletedTask;

    /// <summary>Starts kube-controller-manager, if there; returns when service accounts are made. Does nothing while it runs.</summary>
    public async Task StartControllersAsync(CancellationToken cancellationToken)
    {
        if (parts.WhyNoControllers is not null || controllers is { HasExited: false })
        {
            return;
        }

        var help = (await ToolRun.StartAsync(parts.KubeControllerManager!, ["--help"], cancellationToken)).Output;
        var arguments = ControlPlaneArguments.Controllers(folder, controllersPort, KubeconfigPath, hasNodes, help);
        controllers = ChildProcess.Start("kube-controller-manager", parts.KubeControllerManager!, arguments, folder.File("kube-controller-manager.log"));
        await controllers.UntilAsync(HasDefaultServiceAccountAsync, StartTimeout, cancellationToken);
    }

    /// <summary>Stops kube-controller-manager: the world freezes as it is.</summary>
    public Task StopControllersAsync(CancellationToken cancellationToken) => StopAsync(controllers, ControllersGrace, cancellationToken);

    /// <summary>
    /// Writes a kubeconfig for a service account, valid for an hour, and returns its path: to run a process with the
    /// RBAC it ships with. The account must exist.
    /// </summary>
    public async Task<string> KubeconfigForAsync(string @namespace, string serviceAccount, CancellationToken cancellationToken)
    {
        var request = new { apiVersion = "authentication.k8s.io/v1", kind = "TokenRequest", spec = new { expirationSeconds = 3600 } };
        using var response = await Http.PostAsJsonAsync($"api/v1/namespaces/{@namespace}/serviceaccounts/{serviceAccount}/token", request, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"No token for {@namespace}/{serviceAccount}: {body}");
        }

        using var answer = JsonDocument.Parse(body);
        var accountToken = answer.RootElement.GetProperty("status").GetProperty("token").GetString()!;
        return Kubeconfig.Write(folder.File($"kubeconfig-{@namespace}-{serviceAccount}"), Server, Authority.CaBundle, accountToken, $"{@namespace}-{serviceAccount}");
    }

    /// <summary>A raw client with that bearer token (default: may do everything). The caller disposes it.</summary>
    public HttpClient CreateHttpClient(string? bearerToken = null)
    {
        var client = Authority.CreateHttpClient();
        client.BaseAddress = Server;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", bearerToken ?? token);
        return client;
    }

    /// <summary>Kills everything and deletes the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (resizer is not null)
        {
            await resizer.DisposeAsync();
        }

        await DisposeAsync(controllers);
        if (apiServer is { HasExited: false })
        {
            await HostPathVolumes.DeleteAsync(Http);
        }

        await DisposeAsync(apiServer);
        await DisposeAsync(etcd);
        Http.Dispose();
        Authority.Dispose();
        foreach (var port in new[] { etcdPort, etcdPeerPort, apiPort, controllersPort })
        {
            port.Dispose();
        }

        folder.Dispose();
    }

    private static async Task StopAsync(ChildProcess? process, TimeSpan grace, CancellationToken cancellationToken)
    {
        if (process is not null)
        {
            _ = await process.StopAsync(grace, cancellationToken);
        }
    }

    private static ValueTask DisposeAsync(ChildProcess? process) => process?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void WriteIdentities()
    {
        File.WriteAllText(folder.File("tokens.csv"), $"{token},admin,admin,\"system:masters\"\n");
        File.WriteAllText(folder.File("ca.crt"), Authority.CertificatePem);
        File.WriteAllText(folder.File("audit-policy.yaml"), AuditLog.Policy);
        Authority.WriteServerCertificate(
            folder.File("apiserver.crt"), folder.File("apiserver.key"), "kubernetes", "kubernetes.default", "kubernetes.default.svc", "10.96.0.1");
        using var key = RSA.Create(2048);
        File.WriteAllText(folder.File("service-accounts.key"), key.ExportRSAPrivateKeyPem() + "\n");
        File.WriteAllText(folder.File("service-accounts.pub"), key.ExportSubjectPublicKeyInfoPem() + "\n");
    }

    private async Task StartEtcdAsync(CancellationToken cancellationToken)
    {
        // Its help does not name the flag before 3.5, but 3.4 knows it.
        var takesNoFsync = (await ToolRun.StartAsync(parts.Etcd!, [ControlPlaneArguments.NoFsync, "--version"], cancellationToken)).ExitCode == 0;
        var arguments = ControlPlaneArguments.Etcd(folder, etcdPort, etcdPeerPort, takesNoFsync);
        etcd = ChildProcess.Start("etcd", parts.Etcd!, arguments, folder.File("etcd.log"));
        await etcd.UntilAsync(etcdPort.IsAnsweringAsync, StartTimeout, cancellationToken);
    }

    private Task<bool> IsReadyAsync(CancellationToken cancellationToken) => AnswersAsync("readyz", cancellationToken);

    private Task<bool> HasDefaultServiceAccountAsync(CancellationToken cancellationToken) =>
        AnswersAsync("api/v1/namespaces/default/serviceaccounts/default", cancellationToken);

    private async Task<bool> AnswersAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await Http.GetAsync(path, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
