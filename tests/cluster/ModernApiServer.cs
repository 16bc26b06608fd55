using System.Globalization;
using k8s;

namespace GitOpsKafka.TestCluster;

/// <summary>
/// Kubernetes 1.36's own server for custom resources and admission, beside an older <see cref="ControlPlane"/>. Its
/// kubeconfig reaches both: CRDs, custom resources, policies and webhook configurations here, all else in the core.
/// Create CRDs through it; the core passes requests for their groups on to it about two seconds later.
/// </summary>
public sealed class ModernApiServer : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(10);

    private readonly Parts _parts;
    private readonly string? _coreKubeconfig;
    private readonly TempFolder _folder = new("modern-api-server");
    private readonly LoopbackPort _port = LoopbackPort.Reserve();
    private ChildProcess? _process;

    private ModernApiServer(Parts parts, string? coreKubeconfig)
    {
        _parts = parts;
        _coreKubeconfig = coreKubeconfig;
        Kubectl = new Kubectl(Parts.Need(parts.Kubectl, parts.WhyNoControlPlane), KubeconfigPath, _folder.File("kubectl-cache"));
    }

    /// <summary>A kubeconfig whose user may do everything, with the server's certificate to verify it by.</summary>
    public string KubeconfigPath => _folder.File(Path.Combine("data", "kubeconfig"));

    /// <summary>The real kubectl with that kubeconfig.</summary>
    public Kubectl Kubectl { get; }

    /// <summary>Address; the same after a restart.</summary>
    public Uri Server => new($"https://{_port.Address}");

    /// <summary>Its log.</summary>
    public string LogFile => _folder.File("crd-apiserver.log");

    /// <summary>Starts one behind a control plane; about 2 s. Dispose it before the control plane.</summary>
    /// <exception cref="InvalidOperationException">It is not here, see <see cref="Parts.WhyNoModernApiServer"/>.</exception>
    public static Task<ModernApiServer> StartBehindAsync(ControlPlane core, CancellationToken cancellationToken, Parts? parts = null)
    {
        ArgumentNullException.ThrowIfNull(core);
        return StartAsync(parts ?? Parts.Current, core.KubeconfigPath, cancellationToken);
    }

    /// <summary>Starts one alone: every namespace exists, there are custom resources and admission and nothing else.</summary>
    /// <exception cref="InvalidOperationException">It is not here, see <see cref="Parts.WhyNoModernApiServer"/>.</exception>
    public static Task<ModernApiServer> StartAloneAsync(CancellationToken cancellationToken, Parts? parts = null) =>
        StartAsync(parts ?? Parts.Current, coreKubeconfig: null, cancellationToken);

    /// <summary>A typed client that may do everything. The caller disposes it.</summary>
    public Kubernetes CreateClient() => new(KubernetesClientConfiguration.BuildConfigFromConfigFile(KubeconfigPath));

    /// <summary>Starts it again on its port and data. Does nothing while it runs.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_process is { HasExited: false })
        {
            return;
        }

        // Made by the server when CRDs and admission work, later than /readyz; an earlier start left one.
        var data = _folder.Folder("data");
        var ready = Path.Combine(data, "ready");
        File.Delete(ready);
        string[] arguments =
        [
            "--data-dir", data,
            // Advertised to the core as well: its aggregator reaches it there, through a Service of type ExternalName.
            "--listen", _port.Address,
            .. _coreKubeconfig is null ? [] : new[] { "--behind", _coreKubeconfig },
        ];
        _process = ChildProcess.Start("crd-apiserver", _parts.CrdApiServer!, arguments, LogFile);
        await _process.UntilAsync(_ => Task.FromResult(File.Exists(ready)), StartTimeout, cancellationToken);
    }

    /// <summary>SIGTERM: it takes its groups out of the core's discovery first, so clients of the core see them vanish.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_process is not null)
        {
            _ = await _process.StopAsync(StopGrace, cancellationToken);
        }
    }

    /// <summary>SIGKILL: the core still knows the groups and answers 503 for them.</summary>
    public Task KillAsync() => _process?.KillAsync() ?? Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _port.Dispose();
        _folder.Dispose();
    }

    private static async Task<ModernApiServer> StartAsync(Parts parts, string? coreKubeconfig, CancellationToken cancellationToken)
    {
        if (parts.WhyNoModernApiServer is { } reason)
        {
            throw new InvalidOperationException(reason);
        }

        var server = new ModernApiServer(parts, coreKubeconfig);
        try
        {
            await server.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }
}
