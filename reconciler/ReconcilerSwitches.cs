using GitOpsKafka.Cluster.Hosting;

namespace GitOpsKafka.Reconciler;

internal static class ReconcilerSwitches
{
    public static SwitchTable Table { get; } = new("gitopskafka-reconciler", "follows a Git repository and requests what must change on the event topic",
    [
        new("--repository", "Git:Url", "repository to follow: a path, file:// or https:// (required)"),
        new("--branch", "Git:Branch", "branch (default: the repository's own)"),
        new("--path", "Git:Path", "folder in the repository (default: all of it)"),
        new("--name", "Git:Name", "name of the source (default: from the URL)"),
        new("--poll-interval", "Git:PollInterval", "time between two looks at the repository (default 00:01:00)"),
        new("--cache-directory", "Git:CacheDirectory", "where the local copy lives"),
        new("--ca-file", "Git:CaFile", "CA certificates of the repository's server, PEM"),
        new("--hook-secret-file", "Hooks:SecretFile", "secret of POST /hooks/generic; without it there is no hook"),
        new("--bootstrap-servers", "Bus:BootstrapServers", "Kafka that holds the event topic (required)"),
        new("--topic", "Bus:Topic", "the event topic (default gitopskafka.changes)"),
        new("--spool-directory", "Bus:SpoolDirectory", "where events wait while Kafka is away (required, durable)"),
        new("--settings-directory", ProcessSettings.Folder, "folder with one file for each further setting, such as a Secret: Bus__Kafka__sasl.password"),
        new("--kubeconfig", "Kubernetes:Kubeconfig", "kubeconfig file (default: in the cluster, else KUBECONFIG)"),
        new("--context", "Kubernetes:Context", "context of the kubeconfig"),
        new("--namespace", "Kubernetes:Namespace", "the only namespace to manage (default: all)"),
        new("--maximum-deletes", "Reconciler:MaximumDeletes", "most deletes in one plan (default 10)"),
        new("--prune", "Reconciler:Prune", "delete what left the repository (default true)"),
        new("--restore-drift", "Reconciler:RestoreDrift", "undo what others change (default true)"),
        new("--hand-applied", "Reconciler:HandApplied", "look after resources that are in no repository (default true)"),
        new("--paused", "Reconciler:Paused", "report only, request nothing (default false)"),
    ]);
}
