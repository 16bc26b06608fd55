using System.Net;
using System.Net.Sockets;

namespace GitOpsKafka.Tests.Unit.Cluster.Bus;

/// <summary>An address on which nothing listens until <see cref="Open"/> connects it with the bus.</summary>
internal sealed class LoopbackProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint _target;

    public LoopbackProxy(string target)
    {
        _target = IPEndPoint.Parse(target);
        _listener.Start();
        Address = _listener.LocalEndpoint.ToString()!;
        _listener.Stop();
    }

    public string Address { get; }

    public void Open()
    {
        _listener.Server.Close();
        var listener = new TcpListener(IPEndPoint.Parse(Address));
        listener.Start();
        _ = AcceptAsync(listener);
    }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync(TcpListener listener)
    {
        using (listener)
        {
            while (true)
                _ = PumpAsync(await listener.AcceptTcpClientAsync());
        }
    }

    private async Task PumpAsync(TcpClient client)
    {
        using var server = new TcpClient();
        await server.ConnectAsync(_target);
        using (client)
            await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(client.GetStream()));
    }
}
