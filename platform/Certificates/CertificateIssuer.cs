using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GitOpsKafka.Platform.Certificates;

/// <summary>Issues the certificates of nodes and clients, each with a new ECDSA P-256 key. Takes randomness from the system, and nothing else.</summary>
public static class CertificateIssuer
{
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    private static readonly Oid ClientAuthentication = new("1.3.6.1.5.5.7.3.2");

    /// <summary>
    /// For a node, as server and as client of other nodes. The subject is the pod's name alone and never changes: Kafka refuses to load a
    /// keystore with another one while it runs.
    /// </summary>
    /// <param name="vouching">Sent along, see <see cref="CertificateAuthority.Vouch"/>.</param>
    public static IssuedCertificate ForNode(CertificateAuthority authority, Certificate? vouching, NodeNames node, TimeSpan life, DateTimeOffset now) =>
        Issue(authority, vouching, DistinguishedNames.Fit(node.Pod), node.Names, [ServerAuthentication, ClientAuthentication], life, now);

    /// <summary>For a client, whose principal is <c>User:CN=…</c>.</summary>
    /// <exception cref="ArgumentException">The principal is empty or longer than 64 characters.</exception>
    public static IssuedCertificate ForClient(CertificateAuthority authority, Certificate? vouching, string principal, TimeSpan life, DateTimeOffset now) =>
        Issue(authority, vouching, principal, [], [ClientAuthentication], life, now);

    /// <summary>The names as a certificate has them: each once, addresses in their short form, sorted (ordinal).</summary>
    public static ImmutableArray<string> Normal(IEnumerable<string> names) =>
        [.. names.Select(name => IPAddress.TryParse(name, out var address) ? address.ToString() : name.ToLowerInvariant()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IssuedCertificate Issue(
        CertificateAuthority authority, Certificate? vouching, string commonName, ImmutableArray<string> names, OidCollection usages, TimeSpan life, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(DistinguishedNames.Of(commonName), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(usages, critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        if (!names.IsEmpty)
            request.CertificateExtensions.Add(AlternativeNames(names));
        var certificate = authority.Sign(request, now - CertificateAuthority.Skew, now + life);
        return new IssuedCertificate(
            new PrivateKeyPem(key.ExportPkcs8PrivateKeyPem() + "\n"),
            [certificate, .. authority.Chain, .. vouching is not null && vouching.NotAfter > now ? [vouching] : Enumerable.Empty<Certificate>()]);
    }

    private static X509Extension AlternativeNames(ImmutableArray<string> names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in Normal(names))
        {
            if (IPAddress.TryParse(name, out var address))
                builder.AddIpAddress(address);
            else
                builder.AddDnsName(name);
        }

        return builder.Build();
    }
}
