using k8s.Models;

namespace GitOpsKafka.Platform.Rendering;

/// <summary>
/// How the kubelet sees that a node starts, serves and lives: by the first port, which Kafka opens once its logs are recovered and it
/// takes requests. Source: https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/.
/// </summary>
internal static class PodProbes
{
    /// <summary>
    /// 2 hours. A broker that was killed checks its logs, which takes up to an hour for terabytes; restarted while it does, it would begin again.
    /// </summary>
    private const int StartSeconds = 7200;

    /// <summary>Every second, because the other probes begin only after it.</summary>
    public static V1Probe Startup(NodeRoleView role) => Probe(role, 1, StartSeconds);

    public static V1Probe Readiness(NodeRoleView role) => Probe(role, 1);

    /// <summary>
    /// Dead after 5 minutes without an open port. Connections are accepted by the Linux kernel, so garbage collection or a busy disk does
    /// not look dead, and a storm of clients that fills the queue of connections has time to end.
    /// </summary>
    public static V1Probe Liveness(NodeRoleView role)
    {
        var probe = Probe(role, 10, 30);
        probe.TimeoutSeconds = 5;
        return probe;
    }

    private static V1Probe Probe(NodeRoleView role, int periodSeconds, int? failures = null) =>
        new() { TcpSocket = new V1TCPSocketAction { Port = role.FirstPort }, PeriodSeconds = periodSeconds, FailureThreshold = failures };
}
