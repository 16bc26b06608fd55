using System.Net.Security;
using System.Security.Authentication;

namespace GitOpsKafka.Webhook.Certificates;

/// <summary>
/// The certificate that new connections get. Swapped at once and as a whole; connections keep what they began with. Thread-safe.
/// </summary>
internal sealed class ServingCertificate(TimeProvider time)
{
    private volatile CertificateReading.Usable? _current;

    /// <summary>Null until the first one is read.</summary>
    public CertificateReading.Usable? Current => _current;

    public bool IsValid => _current is { } current && current.NotAfter > time.GetUtcNow();

    // The old one is not disposed of: a handshake may still hold it.
    public void Replace(CertificateReading.Usable next) => _current = next;

    /// <summary>For each handshake: today's certificate.</summary>
    public SslServerAuthenticationOptions Tls() => new()
    {
        ServerCertificateContext = _current?.Context,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        // The API server speaks HTTP/1.1 to webhooks, and only there can a draining server ask for the end of a connection by a header.
        ApplicationProtocols = [SslApplicationProtocol.Http11],
    };
}
