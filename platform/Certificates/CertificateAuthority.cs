using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GitOpsKafka.Platform.Certificates;

/// <summary>A certificate that may issue others, and its key. Immutable; shows only its name.</summary>
public sealed class CertificateAuthority
{
    /// <summary>Clocks of nodes and clients may be behind by this much.</summary>
    internal static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private CertificateAuthority(ImmutableArray<Certificate> certificates, PrivateKeyPem key) => (Certificates, Key) = (certificates, key);

    /// <summary>Its own certificate first, then those between it and a root, and the root, as far as they were given.</summary>
    public ImmutableArray<Certificate> Certificates { get; }

    public Certificate Certificate => Certificates[0];

    public PrivateKeyPem Key { get; }

    /// <summary>What goes with a certificate that it issued, for those who trust only the root: everything but roots.</summary>
    public IEnumerable<Certificate> Chain => Certificates.Where(certificate => !certificate.IsSelfIssued);

    public string CertificatesPem => string.Concat(Certificates.Select(certificate => certificate.Pem));

    /// <summary>
    /// Makes one of its own: ECDSA P-256, SHA-256. Its path length is 1 and not 0, so that it can vouch for its successor
    /// (<see cref="Vouch"/>): who trusts only the old one then accepts what the new one issues.
    /// </summary>
    /// <param name="name">The common name, up to 64 characters.</param>
    public static CertificateAuthority Create(string name, TimeSpan life, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(DistinguishedNames.Of(name), key, HashAlgorithmName.SHA256);
        AddAuthorityExtensions(request, pathLength: 1);
        using var certificate = request.CreateSelfSigned(now - Skew, now + life);
        return new CertificateAuthority([Certificate.Of(certificate)], new PrivateKeyPem(key.ExportPkcs8PrivateKeyPem() + "\n"));
    }

    /// <summary>Reads one that was stored or brought.</summary>
    /// <param name="certificates">PEM: its own certificate first, others of the chain after it in any order.</param>
    /// <param name="key">PEM, unencrypted: PKCS#8, PKCS#1 or SEC1; ECDSA, or RSA from 2048 bits on.</param>
    public static AuthorityReading Read(string? certificates, PrivateKeyPem? key, DateTimeOffset now)
    {
        var (read, problems) = (ImmutableArray<Certificate>.Empty, ImmutableArray<CertificateProblem>.Empty);
        try
        {
            read = Certificate.ReadAll(certificates ?? "");
        }
        catch (CryptographicException)
        {
            problems = [new CertificateProblem("CERT-001", "ca.crt holds a PEM block that is no certificate: give the certificates in PEM")];
        }

        problems = [.. problems, .. read.IsEmpty && problems.IsEmpty ? [new CertificateProblem("CERT-001", "ca.crt holds no certificate in PEM")] : AuthorityCheck.Problems(read, key, now)];
        return problems.IsEmpty ? new AuthorityReading.Usable(new CertificateAuthority(read, key!)) : new AuthorityReading.Unusable(problems);
    }

    /// <summary>
    /// A certificate for the key of another authority, issued by this one (cross-signed). Sent along with what the other issues, it makes
    /// those who trust only this one accept it.
    /// </summary>
    /// <returns>Null where it would be of no use: this one may not, or the other is the same key or no root.</returns>
    public Certificate? Vouch(CertificateAuthority successor, DateTimeOffset now)
    {
        if (!MayVouchFor(successor, now))
            return null;
        using var subject = X509Certificate2.CreateFromPem(successor.Certificate.Pem);
        var request = new CertificateRequest(subject.SubjectName, subject.PublicKey, HashAlgorithmName.SHA256);
        AddAuthorityExtensions(request, pathLength: 0);
        return Sign(request, now - Skew, successor.Certificate.NotAfter);
    }

    /// <summary>Who trusts only this one accepts what the successor issues: this one vouches for it, or is the same by name and key.</summary>
    internal bool IsEnoughFor(CertificateAuthority successor, DateTimeOffset now) =>
        MayVouchFor(successor, now) || (successor.Certificate.PublicKey == Certificate.PublicKey && successor.Certificate.Subject == Certificate.Subject);

    private bool MayVouchFor(CertificateAuthority successor, DateTimeOffset now) =>
        Certificate.MaySignAuthorities && Certificate.NotAfter > now
        && successor.Certificate.IsSelfIssued && successor.Certificate.PublicKey != Certificate.PublicKey && successor.Certificate.Subject != Certificate.Subject;

    /// <summary>The certificate ends no later than this authority does.</summary>
    internal Certificate Sign(CertificateRequest request, DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        using var issuer = X509Certificate2.CreateFromPem(Certificate.Pem);
        using var key = SigningKey.TryRead(Key) ?? throw new InvalidOperationException($"the key of {Certificate.Subject} cannot be read any more");
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(Convert.FromHexString(Certificate.KeyId)));
        var serial = RandomNumberGenerator.GetBytes(16);
        // A serial number is positive and not zero (RFC 5280, 4.1.2.2).
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
        var start = notBefore > Certificate.NotBefore ? notBefore : Certificate.NotBefore;
        using var signed = request.Create(issuer.SubjectName, key.Generator, start, Earlier(notAfter, Certificate.NotAfter), serial);
        return Certificate.Of(signed);
    }

    public override string ToString() => Certificate.ToString();

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static void AddAuthorityExtensions(CertificateRequest request, int pathLength)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLength, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
    }
}
