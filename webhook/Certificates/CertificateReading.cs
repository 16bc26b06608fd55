using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace GitOpsKafka.Webhook.Certificates;

/// <summary>What came of reading the certificate files. Immutable.</summary>
internal abstract record CertificateReading
{
    private CertificateReading()
    {
    }

    /// <param name="Context">Built once for each certificate: building one for each handshake would cost milliseconds.</param>
    public sealed record Usable(X509Certificate2 Certificate, SslStreamCertificateContext Context) : CertificateReading
    {
        public DateTimeOffset NotAfter => new(Certificate.NotAfter.ToUniversalTime());
    }

    /// <param name="Reason">One line that names the file and what is wrong with it.</param>
    public sealed record Unusable(string Reason) : CertificateReading;
}
