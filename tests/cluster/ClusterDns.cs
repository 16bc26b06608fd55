using System.Net;
using System.Net.Sockets;

namespace GitOpsKafka.TestCluster;

/// <summary>Cluster DNS in this process: answers UDP queries for the names of Services and of the pods behind them. Thread-safe.</summary>
internal sealed class ClusterDns : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly UdpClient socket;
    private readonly ServiceNames names;
    private readonly Task running;

    private ClusterDns(UdpClient socket, ServiceNames names)
    {
        this.socket = socket;
        this.names = names;
        running = Task.WhenAll(names.FollowAsync(stop.Token), AnswerAsync());
    }

    /// <summary>Starts it on that address, which must be this machine's.</summary>
    public static ClusterDns Start(IPAddress address, HttpClient api) => new(new UdpClient(new IPEndPoint(address, 53)), new ServiceNames(api));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        try
        {
            await running;
        }
        catch (OperationCanceledException)
        {
            // That was asked for.
        }

        socket.Dispose();
        stop.Dispose();
    }

    private async Task AnswerAsync()
    {
        while (true)
        {
            var query = await socket.ReceiveAsync(stop.Token);
            if (DnsMessage.Answer(query.Buffer, names.Find) is { } answer)
            {
                _ = await socket.SendAsync(answer, query.RemoteEndPoint, stop.Token);
            }
        }
    }
}
