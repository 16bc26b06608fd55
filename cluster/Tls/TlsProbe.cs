using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Cluster.Tls;

/// <summary>Begins a TLS handshake, looks at the certificate, and breaks off: nothing is sent and nobody is trusted. Thread-safe.</summary>
/// <param name="timeout">Longest wait for a server.</param>
public sealed class TlsProbe(TimeProvider time, TimeSpan timeout) : ITlsProbe
{
    public async Task<string?> ThumbprintAsync(string host, int port, CancellationToken cancellationToken)
    {
        string? thumbprint = null;
        using var patience = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync(host, port, both.Token);
            await using var stream = new SslStream(connection.GetStream());
            var options = new SslClientAuthenticationOptions
            {
                TargetHost = host,
                RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                {
                    thumbprint = certificate?.GetCertHashString(HashAlgorithmName.SHA256);
                    return false;
                },
            };
            await stream.AuthenticateAsClientAsync(options, both.Token);
        }
        catch (Exception failure) when (failure is AuthenticationException or IOException or SocketException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Refusing the certificate ends here too; then it was seen. Whoever did not answer is unknown.
        }

        return thumbprint;
    }
}
