using System.Net.Sockets;
using System.Text.Json;
using k8s;
using k8s.Autorest;

namespace GitOpsKafka.TestCluster;

/// <summary>Whatever an API server that goes down and comes back makes of a call or a watch.</summary>
internal static class Outage
{
    public static bool Is(Exception exception) =>
        exception is HttpRequestException or HttpOperationException or IOException or SocketException or KubernetesException
            or JsonException or OperationCanceledException or ObjectDisposedException;
}
