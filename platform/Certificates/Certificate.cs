using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GitOpsKafka.Platform.Certificates;

/// <summary>The public facts of one X.509 certificate. Two are equal when their bytes are. Immutable.</summary>
public sealed record Certificate
{
    private Certificate(X509Certificate2 certificate)
    {
        Pem = certificate.ExportCertificatePem() + "\n";
        Thumbprint = certificate.GetCertHashString(HashAlgorithmName.SHA256);
        Subject = certificate.Subject;
        IsSelfIssued = certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
        NotBefore = new DateTimeOffset(certificate.NotBefore.ToUniversalTime());
        NotAfter = new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
        PublicKey = Convert.ToHexString(certificate.PublicKey.ExportSubjectPublicKeyInfo());
        KeyId = Extension<X509SubjectKeyIdentifierExtension>(certificate)?.SubjectKeyIdentifier ?? new X509SubjectKeyIdentifierExtension(certificate.PublicKey, critical: false).SubjectKeyIdentifier!;
        IssuerKeyId = Extension<X509AuthorityKeyIdentifierExtension>(certificate)?.KeyIdentifier is { } issuer ? Convert.ToHexString(issuer.Span) : null;
        var constraints = Extension<X509BasicConstraintsExtension>(certificate);
        IsAuthority = constraints?.CertificateAuthority ?? false;
        MaySignAuthorities = IsAuthority && (!constraints!.HasPathLengthConstraint || constraints.PathLengthConstraint > 0);
        MaySign = Extension<X509KeyUsageExtension>(certificate)?.KeyUsages.HasFlag(X509KeyUsageFlags.KeyCertSign) ?? false;
        Names = NamesOf(certificate);
    }

    /// <summary>The certificate alone, ending with a line feed.</summary>
    public string Pem { get; }

    /// <summary>SHA-256 of the certificate, hexadecimal.</summary>
    public string Thumbprint { get; }

    public string Subject { get; }

    /// <summary>Issuer and subject have the same name: a root.</summary>
    public bool IsSelfIssued { get; }

    public DateTimeOffset NotBefore { get; }

    public DateTimeOffset NotAfter { get; }

    /// <summary>SubjectPublicKeyInfo, hexadecimal.</summary>
    public string PublicKey { get; }

    /// <summary>Subject key identifier, hexadecimal; computed where the certificate has none.</summary>
    public string KeyId { get; }

    /// <summary>Authority key identifier, hexadecimal; null where there is none.</summary>
    public string? IssuerKeyId { get; }

    public bool IsAuthority { get; }

    /// <summary>It may issue certificates of other authorities: its path length allows one between.</summary>
    public bool MaySignAuthorities { get; }

    /// <summary>Its key usage has keyCertSign.</summary>
    public bool MaySign { get; }

    /// <summary>Alternative names, DNS names and addresses, sorted (ordinal).</summary>
    public ImmutableArray<string> Names { get; }

    public TimeSpan Life => NotAfter - NotBefore;

    /// <summary>All certificates in the text, in its order. Other PEM blocks are passed over.</summary>
    /// <exception cref="CryptographicException">A block that says it is a certificate is none.</exception>
    public static ImmutableArray<Certificate> ReadAll(string pem)
    {
        var found = ImmutableArray.CreateBuilder<Certificate>();
        for (var rest = pem.AsSpan(); PemEncoding.TryFind(rest, out var block); rest = rest[block.Location.End..])
        {
            if (rest[block.Label] is not "CERTIFICATE")
                continue;
            using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(rest[block.Base64Data].ToString()));
            found.Add(new Certificate(certificate));
        }

        return found.DrainToImmutable();
    }

    /// <summary>As <see cref="ReadAll"/>; empty for text that cannot be read: what we stored ourselves is then made anew.</summary>
    public static ImmutableArray<Certificate> ReadKnown(string? pem)
    {
        try
        {
            return pem is null ? [] : ReadAll(pem);
        }
        catch (CryptographicException)
        {
            return [];
        }
    }

    public bool Equals(Certificate? other) => other?.Thumbprint == Thumbprint;

    public override int GetHashCode() => Thumbprint.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => $"{Subject} until {NotAfter:yyyy-MM-ddTHH:mm:ssZ}";

    internal static Certificate Of(X509Certificate2 certificate) => new(certificate);

    private static T? Extension<T>(X509Certificate2 certificate)
        where T : X509Extension => certificate.Extensions.OfType<T>().FirstOrDefault();

    private static ImmutableArray<string> NamesOf(X509Certificate2 certificate) => Extension<X509SubjectAlternativeNameExtension>(certificate) is { } names
        ? [.. names.EnumerateDnsNames().Concat(names.EnumerateIPAddresses().Select(address => address.ToString())).Order(StringComparer.Ordinal)]
        : [];
}
