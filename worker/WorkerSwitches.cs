using GitOpsKafka.Cluster.Hosting;

namespace GitOpsKafka.Worker;

internal static class WorkerSwitches
{
    public static SwitchTable Table { get; } = new("gitopskafka-worker", "takes requested changes from the event topic and carries them out",
    [
        new("--bootstrap-servers", "Bus:BootstrapServers", "Kafka that holds the event topic (required)"),
        new("--topic", "Bus:Topic", "the event topic (default gitopskafka.changes)"),
        new("--spool-directory", "Bus:SpoolDirectory", "where events wait while Kafka is away (required, durable)"),
        new("--group", "Pump:GroupId", "consumer group: workers of one group share the work (default gitopskafka-worker)"),
        new("--concurrency", "Pump:Concurrency", "changes at once, of different resources (default 16)"),
        new("--settings-directory", ProcessSettings.Folder, "folder with one file for each further setting, such as a Secret: Bus__Kafka__sasl.password"),
        new("--kubeconfig", "Kubernetes:Kubeconfig", "kubeconfig file (default: in the cluster, else KUBECONFIG)"),
        new("--context", "Kubernetes:Context", "context of the kubeconfig"),
        new("--namespace", "Kubernetes:Namespace", "the only namespace to manage (default: all)"),
        new("--health-interval", "HealthChecks:Interval", "time between two health checks of all clusters (default 00:00:10)"),
        new("--name", "Worker:Name", "name of this worker on the trail (default: host name)"),
    ]);
}
