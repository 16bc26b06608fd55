using System.CommandLine;

namespace GitOpsKafka.Cli.Run;

/// <summary>The options of <c>run</c>.</summary>
internal sealed class RunOptions
{
    public Option<string> Repository { get; } = new("--repo") { Description = "Repository to follow: a path, file:// or https://.", HelpName = "URL", Required = true };

    public Option<string?> Branch { get; } = CommonOptions.Text("--branch", "Branch. By default the repository's own.", "BRANCH");

    public Option<string?> Path { get; } = CommonOptions.Text("--path", "Folder in the repository. By default all of it.", "FOLDER");

    public Option<string?> Name { get; } = CommonOptions.Text("--name", "Name of the source; what it applied is pruned under this name. By default from the URL.", "NAME");

    public Option<TimeSpan?> Poll { get; } = new("--poll-interval") { Description = "Time between two looks at the repository. By default 00:00:15.", HelpName = "TIME" };

    public Option<string?> CaFile { get; } = CommonOptions.Text("--ca-file", "CA certificates of the repository's server, PEM.", "FILE");

    public Option<string?> Bootstrap { get; } = CommonOptions.Text("--bootstrap", "Brokers that hold the event topic. By default GITOPSKAFKA_BOOTSTRAP, else brokers in this process.", "HOST:PORT");

    public Option<string?> Topic { get; } = CommonOptions.Text("--topic", "The event topic. By default gitopskafka.changes.", "TOPIC");

    public Option<string?> Spool { get; } = CommonOptions.Text("--spool", "Where events wait while the brokers are away. By default under the user's state folder.", "FOLDER");

    public Option<string?> Kubeconfig { get; } = CommonOptions.Text("--kubeconfig", "By default KUBECONFIG, else ~/.kube/config.", "FILE");

    public Option<string?> Context { get; } = CommonOptions.Text("--context", "Context of the kubeconfig.", "NAME");

    public Option<string?> Namespace { get; } = CommonOptions.Text("--namespace", "The only namespace to manage. By default all.", "NAMESPACE", "-n");

    public Option<string[]> Kafka { get; } = new("--kafka")
    {
        Description = "How to reach a managed cluster from here, where its Service cannot be: KafkaCluster/namespace/name=host:port. May be repeated.",
        HelpName = "CLUSTER=HOST:PORT",
    };

    public Option<bool> NoPrune { get; } = CommonOptions.Flag("--no-prune", "Delete nothing that left the repository.");

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { Repository, Branch, Path, Name, Poll, CaFile, Bootstrap, Topic, Spool, Kubeconfig, Context, Namespace, Kafka, NoPrune })
            command.Add(option);
    }
}
