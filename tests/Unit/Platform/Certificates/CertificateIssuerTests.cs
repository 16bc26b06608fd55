using GitOpsKafka.Platform.Certificates;

namespace GitOpsKafka.Tests.Unit.Platform.Certificates;

public sealed class CertificateIssuerTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    private readonly CertificateAuthority _cluster = CertificateAuthority.Create("orders cluster CA v1", 5 * Year, Now);

    private readonly CertificateAuthority _clients = CertificateAuthority.Create("orders clients CA v1", 5 * Year, Now);

    [Theory]
    [InlineData("orders-brokers-0.orders-brokers.streaming.svc")]
    [InlineData("orders-bootstrap.streaming.svc")]
    [InlineData("127.0.0.1")]
    public async Task Node_and_client_verify_each_other_under_every_name(string host) => Assert.Null(await TryAsync(host));

    [Theory]
    [InlineData("orders-brokers-1.orders-brokers.streaming.svc")]
    [InlineData("127.0.0.2")]
    public async Task Another_name_is_refused(string host) => Assert.Equal("client: RemoteCertificateNameMismatch", await TryAsync(host));

    [Fact]
    public async Task Client_of_another_authority_is_refused()
    {
        var node = CertificateIssuer.ForNode(_cluster, null, Vault.Node(0), Year, Now);
        var stranger = CertificateIssuer.ForClient(_cluster, null, "billing", Year, Now);

        Assert.Equal("server: RemoteCertificateChainErrors", await Handshake.TryAsync(node, _clients.CertificatesPem, stranger, _cluster.CertificatesPem, "127.0.0.1", Now));
        Assert.Equal("server: RemoteCertificateNotAvailable", await Handshake.TryAsync(node, _clients.CertificatesPem, null, _cluster.CertificatesPem, "127.0.0.1", Now));
    }

    [Fact]
    public async Task Client_certificate_is_no_server()
    {
        var client = CertificateIssuer.ForClient(_clients, null, "billing", Year, Now);

        Assert.Equal("client: RemoteCertificateChainErrors", await Handshake.TryAsync(client, _clients.CertificatesPem, client, _clients.CertificatesPem, "billing", Now));
    }

    [Fact]
    public async Task Expired_certificate_is_refused() =>
        Assert.Equal("client: RemoteCertificateChainErrors", await TryAsync("127.0.0.1", Now + Year + TimeSpan.FromSeconds(1)));

    [Fact]
    public void Names_are_sorted_and_stand_there_once()
    {
        var node = CertificateIssuer.ForNode(_cluster, null, new NodeNames("orders-brokers-0", ["b.example.com", "10.0.0.1", "A.example.com", "b.example.com", "0:0:0:0:0:0:0:1", "*.kafka.example.com"]), Year, Now);

        Assert.Equal<string>(["*.kafka.example.com", "10.0.0.1", "::1", "a.example.com", "b.example.com"], node.Certificate.Names);
        Assert.Equal("CN=orders-brokers-0", node.Certificate.Subject);
    }

    [Fact]
    public void Common_name_fits_into_64_characters()
    {
        var pod = new string('a', 100) + "-0";

        var node = CertificateIssuer.ForNode(_cluster, null, new NodeNames(pod, ["a.example.com"]), Year, Now);

        Assert.Equal("CN=".Length + 64, node.Certificate.Subject.Length);
        Assert.NotEqual(node.Certificate.Subject, CertificateIssuer.ForNode(_cluster, null, new NodeNames(new string('a', 100) + "-1", ["a.example.com"]), Year, Now).Certificate.Subject);
    }

    [Fact]
    public void Principal_is_taken_as_it_is_or_not_at_all()
    {
        Assert.Equal("CN=\"billing, eu\"", CertificateIssuer.ForClient(_clients, null, "billing, eu", Year, Now).Certificate.Subject);
        Assert.Throws<ArgumentException>(() => CertificateIssuer.ForClient(_clients, null, new string('a', 65), Year, Now));
        Assert.Throws<ArgumentException>(() => CertificateIssuer.ForClient(_clients, null, "", Year, Now));
    }

    [Fact]
    public void Nothing_outlives_its_authority()
    {
        var node = CertificateIssuer.ForNode(_cluster, null, Vault.Node(0), 10 * Year, Now);

        Assert.Equal(_cluster.Certificate.NotAfter, node.Certificate.NotAfter);
    }

    [Fact]
    public void Keystore_is_key_then_chain()
    {
        var keystore = CertificateIssuer.ForNode(_cluster, null, Vault.Node(0), Year, Now).RevealKeystore();

        Assert.Matches("^-----BEGIN PRIVATE KEY-----\n[^-]+-----END PRIVATE KEY-----\n-----BEGIN CERTIFICATE-----\n[^-]+-----END CERTIFICATE-----\n$", keystore);
    }

    private Task<string?> TryAsync(string host, DateTimeOffset? at = null) => Handshake.TryAsync(
        CertificateIssuer.ForNode(_cluster, null, Vault.Node(0), Year, Now),
        _clients.CertificatesPem,
        CertificateIssuer.ForClient(_clients, null, "billing", Year, Now),
        _cluster.CertificatesPem,
        host,
        at ?? Now);
}
