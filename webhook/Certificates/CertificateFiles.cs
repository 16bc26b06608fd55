using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GitOpsKafka.Webhook.Certificates;

/// <summary>PEM files → certificate with its key and chain.</summary>
internal static class CertificateFiles
{
    // A chain of a dozen certificates has 30 KiB.
    private const long LargestFile = 1 << 20;

    public static CertificateReading Read(string certificateFile, string keyFile, DateTimeOffset now)
    {
        if (Text(certificateFile, "certificate-file", out var certificates) is { } noCertificate)
            return noCertificate;
        if (Text(keyFile, "key-file", out var key) is { } noKey)
            return noKey;
        try
        {
            return Check(X509Certificate2.CreateFromPem(certificates, key), certificates, certificateFile, now);
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
            return new CertificateReading.Unusable($"key-file: {keyFile} holds no private key in PEM that fits the certificate in {certificateFile}: {failure.Message}");
        }
    }

    private static CertificateReading Check(X509Certificate2 certificate, string certificates, string file, DateTimeOffset now)
    {
        if (certificate.NotAfter.ToUniversalTime() <= now.UtcDateTime)
            return new CertificateReading.Unusable($"certificate-file: {file} expired at {certificate.NotAfter.ToUniversalTime():u}");
        if (certificate.NotBefore.ToUniversalTime() > now.UtcDateTime)
            return new CertificateReading.Unusable($"certificate-file: {file} is not valid before {certificate.NotBefore.ToUniversalTime():u}");
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(certificates);
        // Offline: no download of intermediates or revocation lists while a handshake waits.
        return new CertificateReading.Usable(certificate, SslStreamCertificateContext.Create(certificate, chain, offline: true));
    }

    private static CertificateReading.Unusable? Text(string file, string option, out string text)
    {
        text = "";
        try
        {
            if (new FileInfo(file) is { Exists: true, Length: > LargestFile })
                return new CertificateReading.Unusable($"{option}: {file} is larger than 1 MiB");
            text = File.ReadAllText(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new CertificateReading.Unusable($"{option}: {file} cannot be read: {failure.Message}");
        }

        return PemEncoding.TryFind(text, out _) ? null : new CertificateReading.Unusable($"{option}: {file} holds no PEM");
    }
}
