using System.Net;
using System.Text;
using GitOpsKafka.Webhook.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace GitOpsKafka.Tests.Unit.Webhook;

/// <summary>The real process on loopback with real TLS, and a clock of ours.</summary>
internal sealed class WebhookServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private WebhookServer(WebApplication application, PemFiles files, FakeTimeProvider time) => (_application, Files, Time) = (application, files, time);

    public PemFiles Files { get; }

    public FakeTimeProvider Time { get; }

    public IServiceProvider Services => _application.Services;

    public Uri Https => Address("https");

    public Uri Http => Address("http");

    /// <summary>Thumbprint of the certificate that the server showed last.</summary>
    public string? Thumbprint { get; private set; }

    public static async Task<WebhookServer> StartAsync(params string[] args)
    {
        var files = new PemFiles();
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        string[] all = ["--listen", "127.0.0.1:0", "--health-port", "0", "--certificate-file", files.Certificate, "--key-file", files.Key, .. args];
        var application = WebhookHost.Create(all, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(time));
        });
        await application.StartAsync();
        return new WebhookServer(application, files, time);
    }

    public HttpClient Client() => new(new SocketsHttpHandler
    {
        SslOptions =
        {
            RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            {
                Thumbprint = certificate!.GetCertHashString();
                return Thumbprint == Files.Thumbprint;
            },
        },
    });

    public async Task<(HttpStatusCode Status, string Text, bool IsClosing)> PostAsync(HttpClient client, byte[] body, string type = "application/json")
    {
        using var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await client.PostAsync(new Uri(Https, "/validate?timeout=5s"), content);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.ConnectionClose == true);
    }

    public Task<(HttpStatusCode Status, string Text, bool IsClosing)> PostAsync(HttpClient client, string body, string type = "application/json") =>
        PostAsync(client, Encoding.UTF8.GetBytes(body), type);

    public Task StopAsync() => _application.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        Files.Dispose();
    }

    private Uri Address(string scheme) => _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
        .Select(address => new Uri(address)).Single(address => address.Scheme == scheme);
}
