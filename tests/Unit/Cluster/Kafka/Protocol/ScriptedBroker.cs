using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using GitOpsKafka.Platform.Observation;

namespace GitOpsKafka.Tests.Unit.Cluster.Kafka.Protocol;

/// <summary>Answers requests on a loopback port with the bytes it was given. Thread-safe.</summary>
internal sealed class ScriptedBroker : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<short, short, string?> _answer;
    private readonly Task _serving;

    /// <param name="answer">By API key and version: what follows the size, in hexadecimal digits; null to never answer.</param>
    public ScriptedBroker(int id, Func<short, short, string?> answer)
    {
        _answer = answer;
        _listener.Start();
        View = new BrokerView(id, "127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port, null);
        _serving = ServeAsync();
    }

    public BrokerView View { get; }

    /// <summary>What it was asked, but for its versions.</summary>
    public List<(short Key, short Version)> Asked { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _serving;
    }

    /// <summary>One connection after another: those who ask here wait for each other.</summary>
    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                using var connection = await _listener.AcceptTcpClientAsync(_stop.Token);
                while (true)
                    await AnswerAsync(connection.GetStream());
            }
            catch (IOException)
            {
                // The caller is gone.
            }
            catch (Exception) when (_stop.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        var size = new byte[4];
        await stream.ReadExactlyAsync(size, _stop.Token);
        var request = new byte[BinaryPrimitives.ReadInt32BigEndian(size)];
        await stream.ReadExactlyAsync(request, _stop.Token);
        var (key, version) = (BinaryPrimitives.ReadInt16BigEndian(request), BinaryPrimitives.ReadInt16BigEndian(request.AsSpan(2)));
        if (key != 18)
            Asked.Add((key, version));
        if (_answer(key, version) is not { } hex)
            return;
        var answer = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        BinaryPrimitives.WriteInt32BigEndian(size, answer.Length);
        await stream.WriteAsync((byte[])[.. size, .. answer], _stop.Token);
    }
}
