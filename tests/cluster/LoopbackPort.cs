using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace GitOpsKafka.TestCluster;

/// <summary>
/// A TCP port on 127.0.0.1 that stays ours until dispose, also while nothing listens on it: a server can be stopped and
/// started again on it. Unique among all processes that use this type.
/// </summary>
/// <remarks>
/// Asking the kernel for port 0 gives one from the ephemeral range (32768 to 60999 by default), where any outgoing
/// connection may take it while the server is down. So the range here lies below it, and below NodePorts (30000).
/// </remarks>
public sealed class LoopbackPort : IDisposable
{
    /// <summary>127.0.0.1.</summary>
    public const string Host = "127.0.0.1";

    private const int First = 20000;
    private const int End = 30000;

    private readonly FileStream _reservation;

    private LoopbackPort(int number, FileStream reservation)
    {
        Number = number;
        _reservation = reservation;
    }

    /// <summary>20000 to 29999 inclusive.</summary>
    public int Number { get; }

    /// <summary>127.0.0.1:PORT.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Number}");

    /// <summary>Reserves a port nobody listens on.</summary>
    /// <exception cref="InvalidOperationException">None found in a thousand tries.</exception>
    public static LoopbackPort Reserve()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "gitopskafka-ports")).FullName;
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            var number = RandomNumberGenerator.GetInt32(First, End);
            if (TryLock(Path.Combine(folder, number.ToString(CultureInfo.InvariantCulture))) is not { } reservation)
            {
                continue;
            }

            if (IsFree(number))
            {
                return new LoopbackPort(number, reservation);
            }

            reservation.Dispose();
        }

        throw new InvalidOperationException($"No free loopback port between {First} and {End - 1}.");
    }

    /// <summary>Whether something accepts connections on it.</summary>
    public async Task<bool> IsAnsweringAsync(CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, Number, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reservation.Dispose();

    /// <inheritdoc/>
    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);

    // FileShare.None is flock(2) on Linux: the kernel gives it back when the process dies, however it dies.
    private static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool IsFree(int number)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Any, number);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
