using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using GitOpsKafka.Cluster.Tls;
using GitOpsKafka.Platform.Certificates;

namespace GitOpsKafka.Tests.Unit.Cluster.Tls;

public sealed class TlsProbeTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TlsProbe _probe = new(TimeProvider.System, TimeSpan.FromSeconds(1));

    public TlsProbeTests() => _listener.Start();

    public void Dispose() => _listener.Dispose();

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Certificate_is_seen_also_where_clients_must_show_theirs(SslProtocols protocol)
    {
        var now = TimeProvider.System.GetUtcNow();
        var node = CertificateIssuer.ForNode(CertificateAuthority.Create("orders cluster CA v1", TimeSpan.FromDays(1), now), null, new NodeNames("orders-brokers-0", ["orders.example.com"]), TimeSpan.FromDays(1), now);
        var serving = ServeAsync(node, protocol);

        Assert.Equal(node.Certificate.Thumbprint, await AskAsync());

        await serving;
    }

    [Fact]
    public async Task Server_that_speaks_no_TLS_is_unknown()
    {
        var serving = Task.Run(async () =>
        {
            using var connection = await _listener.AcceptTcpClientAsync();
            await connection.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
        });

        Assert.Null(await AskAsync());

        await serving;
    }

    [Fact]
    public async Task Server_that_says_nothing_is_unknown_after_a_while() => Assert.Null(await AskAsync());

    [Fact]
    public async Task Port_on_which_nobody_listens_is_unknown()
    {
        var port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _listener.Stop();

        Assert.Null(await _probe.ThumbprintAsync("127.0.0.1", port, default));
        Assert.Null(await _probe.ThumbprintAsync("orders-brokers-0.invalid", port, default));
    }

    [Fact]
    public async Task Caller_may_give_up()
    {
        using var stop = new CancellationTokenSource();
        var asking = _probe.ThumbprintAsync("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port, stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    private Task<string?> AskAsync() => _probe.ThumbprintAsync("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port, default);

    private async Task ServeAsync(IssuedCertificate node, SslProtocols protocol)
    {
        using var connection = await _listener.AcceptTcpClientAsync();
        await using var stream = new SslStream(connection.GetStream());
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificate = X509Certificate2.CreateFromPem(node.Certificate.Pem, node.Key.Reveal()),
            ClientCertificateRequired = true,
            EnabledSslProtocols = protocol,
        };
        await Assert.ThrowsAnyAsync<Exception>(() => stream.AuthenticateAsServerAsync(options));
    }
}
