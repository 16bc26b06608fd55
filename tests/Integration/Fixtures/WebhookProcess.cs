using GitOpsKafka.TestCluster;

namespace GitOpsKafka.Tests.Integration.Fixtures;

/// <summary>The webhook over TLS, called by the real API server.</summary>
internal sealed class WebhookProcess(string folder, CertificateAuthority authority) : IAsyncDisposable
{
    private readonly LoopbackPort _port = LoopbackPort.Reserve();
    private readonly LoopbackPort _health = LoopbackPort.Reserve();
    private ChildProcess? _process;

    /// <summary>Where health is.</summary>
    public Uri Health => new($"http://{_health.Address}");

    public async Task StartAsync(Kubectl kubectl, CancellationToken cancellationToken)
    {
        var (certificate, key) = (Path.Combine(folder, "webhook.crt"), Path.Combine(folder, "webhook.key"));
        authority.WriteServerCertificate(certificate, key, "127.0.0.1", "localhost");
        var build = new DirectoryInfo(AppContext.BaseDirectory);
        var dll = Path.Combine(Checkout.Root, "webhook", "bin", build.Parent!.Name, build.Name, "GitOpsKafka.Webhook.dll");
        _process = ChildProcess.Start(
            "webhook", "dotnet", [dll, "--listen", _port.Address, "--health-port", $"{_health.Number}", "--certificate-file", certificate, "--key-file", key], Path.Combine(folder, "webhook.log"));
        await _process.UntilAsync(_port.IsAnsweringAsync, TimeSpan.FromSeconds(60), cancellationToken);
        await kubectl.ApplyAsync(Configuration(), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
    }

    /// <summary>The configuration that is shipped, with the address of this process instead of a Service.</summary>
    private string Configuration()
    {
        var shipped = File.ReadAllText(Path.Combine(Checkout.Root, "manifests", "install", "webhook", "validatingwebhookconfiguration.yaml"));
        var service = System.Text.RegularExpressions.Regex.Replace(shipped, @"clientConfig:\n(?:      .*\n)+", $"clientConfig:\n      url: https://{_port.Address}/validate\n      caBundle: {authority.CaBundle}\n");
        return service;
    }
}
