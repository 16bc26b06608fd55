using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using GitOpsKafka.Platform.Certificates;

namespace GitOpsKafka.Tests.Unit.Platform.Certificates;

/// <summary>A real TLS 1.3 handshake over loopback in which both sides verify the other, and one byte each way.</summary>
internal static class Handshake
{
    /// <param name="trustOfServer">PEM of those whom the server accepts as issuers of clients.</param>
    /// <param name="host">The name under which the client calls the server.</param>
    /// <returns>Null when it succeeded, else why not.</returns>
    public static async Task<string?> TryAsync(IssuedCertificate server, string trustOfServer, IssuedCertificate? client, string trustOfClient, string host, DateTimeOffset now)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var calling = new TcpClient();
        await calling.ConnectAsync((IPEndPoint)listener.LocalEndpoint, patience.Token);
        using var accepted = await listener.AcceptTcpClientAsync(patience.Token);

        var serving = ServeAsync(accepted, server, trustOfServer, now, patience.Token);
        var asking = AskAsync(calling, client, trustOfClient, host, now, patience.Token);
        var reasons = await Task.WhenAll(asking, serving);

        // The one who refused knows why; the other only lost the connection.
        return reasons.Where(reason => reason is not null).OrderBy(reason => !reason!.Contains("RemoteCertificate", StringComparison.Ordinal)).FirstOrDefault();
    }

    private static async Task<string?> ServeAsync(TcpClient connection, IssuedCertificate server, string trust, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var errors = SslPolicyErrors.None;
        try
        {
            await using var stream = new SslStream(connection.GetStream());
            await stream.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions
                {
                    ServerCertificateContext = Context(server),
                    ClientCertificateRequired = true,
                    EnabledSslProtocols = SslProtocols.Tls13,
                    CertificateChainPolicy = Policy(trust, now),
                    RemoteCertificateValidationCallback = (_, _, _, found) => (errors = found) == SslPolicyErrors.None,
                },
                cancellationToken);
            await stream.ReadExactlyAsync(new byte[1], cancellationToken);
            await stream.WriteAsync(new byte[1], cancellationToken);
            return null;
        }
        catch (Exception failure) when (failure is AuthenticationException or IOException)
        {
            connection.Close();
            return $"server: {(errors == SslPolicyErrors.None ? failure.Message : errors.ToString())}";
        }
    }

    private static async Task<string?> AskAsync(TcpClient connection, IssuedCertificate? client, string trust, string host, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var errors = SslPolicyErrors.None;
        try
        {
            await using var stream = new SslStream(connection.GetStream());
            await stream.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = host,
                    EnabledSslProtocols = SslProtocols.Tls13,
                    ClientCertificateContext = client is null ? null : Context(client),
                    CertificateChainPolicy = Policy(trust, now),
                    RemoteCertificateValidationCallback = (_, _, _, found) => (errors = found) == SslPolicyErrors.None,
                },
                cancellationToken);
            await stream.WriteAsync(new byte[1], cancellationToken);
            await stream.ReadExactlyAsync(new byte[1], cancellationToken);
            return null;
        }
        catch (Exception failure) when (failure is AuthenticationException or IOException)
        {
            connection.Close();
            return $"client: {(errors == SslPolicyErrors.None ? failure.Message : errors.ToString())}";
        }
    }

    private static SslStreamCertificateContext Context(IssuedCertificate issued) => SslStreamCertificateContext.Create(
        X509Certificate2.CreateFromPem(issued.Certificate.Pem, issued.Key.Reveal()), Collection(string.Concat(issued.Chain.Skip(1).Select(certificate => certificate.Pem))), offline: true);

    private static X509ChainPolicy Policy(string trust, DateTimeOffset now)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, VerificationTime = now.LocalDateTime };
        policy.CustomTrustStore.AddRange(Collection(trust));
        return policy;
    }

    private static X509Certificate2Collection Collection(string pem)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(pem);
        return certificates;
    }
}
