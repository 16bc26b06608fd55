using k8s.Models;

namespace GitOpsKafka.Platform.Rendering;

/// <summary>
/// How the kubelet sees that a node starts, serves and lives: by the first port, which Kafka opens once its logs are recovered and it
/// takes requests; of a ZooKeeper server by what it answers, because its port is open before it has a quorum.
/// Source: https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/.
/// </summary>
internal static class PodProbes
{
    /// <summary>
    /// 2 hours. A broker that was killed checks its logs, which takes up to an hour for terabytes; restarted while it does, it would begin again.
    /// </summary>
    private const int StartSeconds = 7200;

    /// <summary>Every second, because the other probes begin only after it.</summary>
    public static V1Probe Startup(NodeRoleView role) => role.IsEnsemble ? Answers("ruok", "imok", 1, StartSeconds) : Probe(role, 1, StartSeconds);

    public static V1Probe Readiness(NodeRoleView role) => role.IsEnsemble ? Answers("srvr", "Mode: ", 2) : Probe(role, 1);

    /// <summary>
    /// Dead after 5 minutes without an open port. Connections are accepted by the Linux kernel, so garbage collection or a busy disk does
    /// not look dead, and a storm of clients that fills the queue of connections has time to end.
    /// </summary>
    public static V1Probe Liveness(NodeRoleView role)
    {
        var probe = role.IsEnsemble ? Answers("ruok", "imok", 10, 30) : Probe(role, 10, 30);
        probe.TimeoutSeconds = 5;
        return probe;
    }

    /// <summary>
    /// Four letter words of ZooKeeper: <c>ruok</c> says that it lives, <c>srvr</c> names its mode only while it serves. Bash, which Kafka's image has, opens
    /// the connection. Source: https://zookeeper.apache.org/doc/r3.8.4/zookeeperAdmin.html#sc_4lw.
    /// </summary>
    private static V1Probe Answers(string word, string answer, int periodSeconds, int? failures = null) => new()
    {
        Exec = new V1ExecAction { Command = ["/bin/bash", "-c", $"exec 3<>/dev/tcp/127.0.0.1/{EnsembleSettings.ClientPort} && echo {word} >&3 && grep -q '^{answer}' <&3"] },
        PeriodSeconds = periodSeconds,
        TimeoutSeconds = 5,
        FailureThreshold = failures,
    };

    private static V1Probe Probe(NodeRoleView role, int periodSeconds, int? failures = null) =>
        new() { TcpSocket = new V1TCPSocketAction { Port = role.FirstPort }, PeriodSeconds = periodSeconds, FailureThreshold = failures };
}
