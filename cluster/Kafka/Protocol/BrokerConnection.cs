using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using GitOpsKafka.Platform.Certificates;

namespace GitOpsKafka.Cluster.Kafka.Protocol;

/// <summary>A connection to one broker for requests that are sent by hand. Not thread-safe.</summary>
internal sealed class BrokerConnection : IAsyncDisposable
{
    private const int LargestAnswer = 1 << 24;

    private readonly TcpClient _socket = new();

    /// <summary>Encrypted where there are credentials.</summary>
    private Stream _stream = Stream.Null;

    private BrokerConnection()
    {
    }

    /// <param name="credentials">
    /// For TLS: their authorities alone are trusted, and the certificate must name the host. Null for a connection without.
    /// </param>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    /// <exception cref="AuthenticationException">It is another one than it should be. That we were refused shows only at the first answer.</exception>
    public static async Task<BrokerConnection> OpenAsync(string host, int port, KafkaCredentials? credentials, CancellationToken cancellationToken)
    {
        var connection = new BrokerConnection();
        try
        {
            await connection._socket.ConnectAsync(await FindAsync(host, cancellationToken), port, cancellationToken);
            connection._stream = connection._socket.GetStream();
            if (credentials is not null)
                await connection.SecureAsync(host, credentials, cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <param name="request">Its size in front.</param>
    /// <returns>The answer, without its size.</returns>
    /// <exception cref="IOException">There is none, or none of Kafka's.</exception>
    public async Task<byte[]> ExchangeAsync(byte[] request, CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(request, cancellationToken);
        var size = new byte[4];
        await _stream.ReadExactlyAsync(size, cancellationToken);
        var length = BinaryPrimitives.ReadInt32BigEndian(size);
        if (length is < 0 or > LargestAnswer)
            throw new IOException($"an answer of {length} bytes is none of Kafka's");
        var answer = new byte[length];
        await _stream.ReadExactlyAsync(answer, cancellationToken);
        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _socket.Dispose();
    }

    /// <summary>On a thread of its own: .NET looks names up on threads of the pool, and those of clusters that are not there take seconds and many of them.</summary>
    private static Task<IPAddress[]> FindAsync(string host, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(() => Dns.GetHostAddresses(host), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(cancellationToken);

    private async Task SecureAsync(string host, KafkaCredentials credentials, CancellationToken cancellationToken)
    {
        var secured = new SslStream(_stream);
        _stream = secured;
        using var certificate = X509Certificate2.CreateFromPem(credentials.Certificate.ChainPem, credentials.Certificate.Key.Reveal());
        await secured.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = host,
                ClientCertificateContext = SslStreamCertificateContext.Create(certificate, Read(string.Concat(credentials.Certificate.Chain.Skip(1).Select(link => link.Pem))), offline: true),
                CertificateChainPolicy = Trust(credentials.TrustPem),
            },
            cancellationToken);
    }

    private static X509ChainPolicy Trust(string pem)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(Read(pem));
        return policy;
    }

    private static X509Certificate2Collection Read(string pem)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(pem);
        return certificates;
    }
}
