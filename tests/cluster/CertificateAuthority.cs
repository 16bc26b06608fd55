using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GitOpsKafka.TestCluster;

/// <summary>A certificate authority of one test run: clients verify TLS for real. Thread-safe after construction.</summary>
public sealed class CertificateAuthority : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly DateTimeOffset _validFrom = TimeProvider.System.GetUtcNow().AddDays(-1);
    private readonly X509Certificate2 _certificate;

    /// <summary>Makes the authority, valid from yesterday for a year.</summary>
    public CertificateAuthority(string name)
    {
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign | X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        _certificate = request.CreateSelfSigned(_validFrom, _validFrom.AddDays(366));
    }

    /// <summary>The authority's certificate, PEM: what a client trusts.</summary>
    public string CertificatePem => _certificate.ExportCertificatePem() + "\n";

    /// <summary>The authority's certificate, base64 of the PEM: a kubeconfig's certificate-authority-data, a webhook's caBundle.</summary>
    public string CaBundle => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(CertificatePem));

    /// <summary>Issues a server certificate with its key for 127.0.0.1, localhost and <paramref name="names"/> (DNS names or addresses).</summary>
    public X509Certificate2 IssueServerCertificate(params IEnumerable<string> names)
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", own, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        request.CertificateExtensions.Add(AlternativeNames(names));
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7F; // a serial number is positive (RFC 5280, 4.1.2.2)
        using var issued = request.Create(_certificate, _validFrom, _validFrom.AddDays(366), serial);
        return issued.CopyWithPrivateKey(own);
    }

    /// <summary>Issues a server certificate as two PEM files, for servers that are not .NET.</summary>
    public void WriteServerCertificate(string certificateFile, string keyFile, params IEnumerable<string> names)
    {
        using var issued = IssueServerCertificate(names);
        using var own = issued.GetECDsaPrivateKey()!;
        File.WriteAllText(certificateFile, issued.ExportCertificatePem() + "\n");
        File.WriteAllText(keyFile, own.ExportPkcs8PrivateKeyPem() + "\n");
    }

    /// <summary>A client that trusts this authority and nothing else.</summary>
    public HttpClient CreateHttpClient() => new(new SocketsHttpHandler
    {
        UseProxy = false,
        SslOptions =
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { _certificate },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        },
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }

    private static X509Extension AlternativeNames(IEnumerable<string> names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        builder.AddIpAddress(IPAddress.Loopback);
        builder.AddDnsName("localhost");
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                builder.AddIpAddress(address);
            }
            else
            {
                builder.AddDnsName(name);
            }
        }

        return builder.Build();
    }
}
