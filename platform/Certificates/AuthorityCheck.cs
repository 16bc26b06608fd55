using System.Collections.Immutable;

namespace GitOpsKafka.Platform.Certificates;

/// <summary>Whether certificate and key make a certificate authority, and if not, all reasons. Pure.</summary>
internal static class AuthorityCheck
{
    /// <summary>The code of what time alone brings about.</summary>
    public const string Expired = "CERT-006";

    public static IEnumerable<CertificateProblem> Problems(ImmutableArray<Certificate> certificates, PrivateKeyPem? key, DateTimeOffset now) =>
        certificates is [var certificate, ..] ? KeyProblems(certificate, key).Concat(CertificateProblems(certificate, now)) : [];

    private static IEnumerable<CertificateProblem> KeyProblems(Certificate certificate, PrivateKeyPem? key)
    {
        using var signing = key is null ? null : SigningKey.TryRead(key);
        if (signing is null)
            yield return new("CERT-002", "ca.key holds no private key that can be read: give one in PEM without a password (PKCS#8, PKCS#1 or SEC1; ECDSA or RSA)");
        else if (signing.PublicKey != certificate.PublicKey)
            yield return new("CERT-003", $"ca.key does not belong to the first certificate of ca.crt ({certificate.Subject}): give the key of that certificate, or put its certificate first");
        else if (signing.IsTooShort)
            yield return new("CERT-007", $"the RSA key of {certificate.Subject} is too short: give one of {SigningKey.LeastRsaBits} bits or more");
    }

    private static IEnumerable<CertificateProblem> CertificateProblems(Certificate certificate, DateTimeOffset now)
    {
        if (!certificate.IsAuthority)
            yield return new("CERT-004", $"{certificate.Subject} is no certificate authority: its basic constraints must say CA:TRUE");
        if (!certificate.MaySign)
            yield return new("CERT-005", $"{certificate.Subject} may not sign certificates: its key usage must have keyCertSign");
        if (certificate.NotAfter <= now)
            yield return new(Expired, $"{certificate.Subject} expired at {certificate.NotAfter:yyyy-MM-ddTHH:mm:ssZ}: give one that is valid");
        if (certificate.NotBefore > now)
            yield return new("CERT-008", $"{certificate.Subject} is not valid before {certificate.NotBefore:yyyy-MM-ddTHH:mm:ssZ}");
    }
}
