using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GitOpsKafka.Platform.Certificates;

namespace GitOpsKafka.Tests.Unit.Platform.Certificates;

public sealed class CertificateAuthorityTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    [Fact]
    public void A_new_one_is_a_root_that_may_sign()
    {
        var authority = CertificateAuthority.Create("orders cluster CA v1", 5 * Year, Now);

        using var certificate = X509Certificate2.CreateFromPem(authority.Certificate.Pem);
        Assert.Equal("CN=orders cluster CA v1", certificate.Subject);
        Assert.Equal("1.2.840.10045.4.3.2", certificate.SignatureAlgorithm.Value);
        Assert.Equal(256, certificate.GetECDsaPublicKey()!.KeySize);
        var constraints = certificate.Extensions.OfType<X509BasicConstraintsExtension>().Single();
        Assert.True(constraints is { Critical: true, CertificateAuthority: true, HasPathLengthConstraint: true, PathLengthConstraint: 1 });
        var usage = certificate.Extensions.OfType<X509KeyUsageExtension>().Single();
        Assert.True(usage.Critical);
        Assert.Equal(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, usage.KeyUsages);
        Assert.Equal(authority.Certificate.KeyId, certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Single().SubjectKeyIdentifier);
        Assert.Equal(Now + (5 * Year), authority.Certificate.NotAfter);
        Assert.Equal(Now - TimeSpan.FromMinutes(5), authority.Certificate.NotBefore);
    }

    [Theory]
    [InlineData("ec", "pkcs8")]
    [InlineData("ec", "sec1")]
    [InlineData("rsa", "pkcs8")]
    [InlineData("rsa", "pkcs1")]
    public async Task One_that_was_brought_issues_what_TLS_accepts(string algorithm, string form)
    {
        var (certificates, key) = Bring(algorithm, form);

        var authority = Usable(CertificateAuthority.Read(certificates, new PrivateKeyPem(key), Now));
        var leaf = CertificateIssuer.ForNode(authority, null, Vault.Node(0), Year, Now);

        Assert.Null(await Handshake.TryAsync(leaf, certificates, leaf, certificates, "orders-bootstrap.streaming.svc", Now));
    }

    [Fact]
    public async Task One_below_a_root_sends_its_own_certificate_along()
    {
        var root = CertificateAuthority.Create("Example root", 5 * Year, Now);
        var (certificate, key) = Bring("ec", "pkcs8", root);

        var authority = Usable(CertificateAuthority.Read(certificate + root.CertificatesPem, new PrivateKeyPem(key), Now));
        var leaf = CertificateIssuer.ForNode(authority, null, Vault.Node(0), Year, Now);

        Assert.Equal<Certificate>([leaf.Certificate, authority.Certificate], leaf.Chain);
        Assert.Null(await Handshake.TryAsync(leaf, root.CertificatesPem, leaf, root.CertificatesPem, "orders-bootstrap.streaming.svc", Now));
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=orders", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(Now - Year, Now - TimeSpan.FromDays(1));
        using var other = ECDsa.Create();

        var problems = Problems(certificate.ExportCertificatePem(), other.ExportPkcs8PrivateKeyPem());

        Assert.Equal(["CERT-003", "CERT-004", "CERT-005", "CERT-006"], problems.Select(problem => problem.Code));
        Assert.Contains("expired at 2026-02-28T12:00:00Z", problems[3].Message);
    }

    [Fact]
    public void A_file_that_is_no_certificate_or_no_key_is_refused()
    {
        var (certificate, _) = Bring("ec", "pkcs8");
        using var locked = ECDsa.Create();
        var encrypted = locked.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
        using var @short = RSA.Create(1024);

        Assert.Equal("CERT-001", Assert.Single(Problems(null, "")).Code);
        Assert.Equal("CERT-001", Assert.Single(Problems("hello", "")).Code);
        Assert.Equal("CERT-001", Assert.Single(Problems("-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----", "")).Code);
        Assert.Equal("CERT-002", Assert.Single(Problems(certificate, null)).Code);
        Assert.Equal("CERT-002", Assert.Single(Problems(certificate, "-----BEGIN PRIVATE KEY-----\naGVsbG8=\n-----END PRIVATE KEY-----")).Code);
        Assert.Equal("CERT-002", Assert.Single(Problems(certificate, encrypted)).Code);
        var request = new CertificateRequest("CN=orders", @short, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var weak = request.CreateSelfSigned(Now - Year, Now + Year);
        Assert.Contains(Problems(weak.ExportCertificatePem(), @short.ExportPkcs8PrivateKeyPem()), problem => problem.Code == "CERT-007");
    }

    [Fact]
    public void One_that_is_not_valid_yet_is_refused()
    {
        var authority = CertificateAuthority.Create("orders", Year, Now + TimeSpan.FromDays(1));

        Assert.Equal("CERT-008", Assert.Single(Problems(authority.CertificatesPem, authority.Key.Reveal())).Code);
    }

    [Fact]
    public void Nothing_shows_a_private_key()
    {
        var authority = CertificateAuthority.Create("orders", Year, Now);
        var leaf = CertificateIssuer.ForNode(authority, null, Vault.Node(0), Year, Now);
        object[] shown =
        [
            authority, authority.Key, leaf, new AuthorityReading.Usable(authority), new CertificateStep.MakeAuthority(AuthorityKind.Cluster, authority),
            new CertificateStep.PrepareAuthority(AuthorityKind.Cluster, authority, null, "it was asked for"),
            .. Problems(authority.CertificatesPem, leaf.Key.Reveal()),
        ];

        foreach (var key in new[] { authority.Key, leaf.Key })
        {
            var secret = key.Reveal().Split('\n')[1];
            Assert.All(shown, value => Assert.DoesNotContain(secret, value.ToString()));
            Assert.All(shown, value => Assert.DoesNotContain("BEGIN", value.ToString()));
        }
    }

    internal static (string Certificates, string Key) Bring(string algorithm, string form, CertificateAuthority? root = null, int? pathLength = null)
    {
        using AsymmetricAlgorithm key = algorithm == "ec" ? ECDsa.Create(ECCurve.NamedCurves.nistP384) : RSA.Create(2048);
        var request = key is ECDsa ec
            ? new CertificateRequest("CN=Example CA, O=Example", ec, HashAlgorithmName.SHA256)
            : new CertificateRequest("CN=Example CA, O=Example", (RSA)key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, pathLength is not null, pathLength ?? 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        using var own = root is null ? request.CreateSelfSigned(Now - TimeSpan.FromDays(1), Now + Year) : null;
        var certificate = own?.ExportCertificatePem() + "\n" ?? "";
        if (root is not null)
            certificate = root.Sign(request, Now - TimeSpan.FromMinutes(1), Now + Year).Pem;
        var text = form switch
        {
            "sec1" => ((ECDsa)key).ExportECPrivateKeyPem(),
            "pkcs1" => ((RSA)key).ExportRSAPrivateKeyPem(),
            _ => key.ExportPkcs8PrivateKeyPem(),
        };
        return (certificate, text);
    }

    private static CertificateAuthority Usable(AuthorityReading reading) => Assert.IsType<AuthorityReading.Usable>(reading).Authority;

    private static System.Collections.Immutable.ImmutableArray<CertificateProblem> Problems(string? certificates, string? key) =>
        Assert.IsType<AuthorityReading.Unusable>(CertificateAuthority.Read(certificates, key is null ? null : new PrivateKeyPem(key), Now)).Problems;
}
