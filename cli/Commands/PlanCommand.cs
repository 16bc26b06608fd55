using System.CommandLine;
using GitOpsKafka.Cli.Observed;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Cli.Commands;

/// <summary><c>gitopskafka plan</c>: what the reconciler would do if this folder were committed.</summary>
internal static class PlanCommand
{
    private static readonly HelpNotes Notes = new(
        """
        gitopskafka plan                                   # the current folder against the current context
        gitopskafka plan platform/ --source platform -o json
        gitopskafka plan --revision origin/raise-retention  # what a pull request would do
        gitopskafka plan --with-kafka                      # also what Kafka says of its topics
        gitopskafka plan --with-kafka --kafka-bootstrap streaming/orders=localhost:9092
        """,
        """
        0  no change
        1  changes
        2  manifests with errors, or the cluster could not be asked
        """);

    public static Command Create(CliServices services)
    {
        var path = new Argument<string>("PATH") { Description = "Folder of the manifests.", DefaultValueFactory = _ => "." };
        var ns = CommonOptions.Text("--namespace", "Namespace of manifests that name none.", "NAMESPACE", "-n");
        var revision = CommonOptions.Revision();
        var source = CommonOptions.Text("--source", "Name of the GitSource that follows this repository; it decides what is pruned. By default from the remote origin, else the folder.", "NAME");
        var withKafka = CommonOptions.Flag("--with-kafka", "Ask the stored clusters for their topics too.");
        var bootstrap = new Option<string[]>("--kafka-bootstrap") { Description = "How to reach a cluster from here, where its Service cannot be. May be repeated.", HelpName = "NAMESPACE/NAME=SERVERS" };
        var noPrune = CommonOptions.Flag("--no-prune", "Plan no deletes.");
        var output = CommonOptions.Output("text", "json", "yaml");
        var kubernetes = new KubernetesOptions();
        var command = new NotedCommand("plan", "Show what would change, in which order, and which pods restart because of which field. Writes nothing.", Notes)
        {
            path, revision, ns, source, withKafka, bootstrap, noPrune, output,
        };
        kubernetes.AddTo(command);
        command.SetAction((parsed, cancellationToken) => new PlanRun(services).RunAsync(
            new PlanRequest(
                parsed.GetRequiredValue(path), parsed.GetValue(revision), parsed.GetValue(ns), parsed.GetValue(source), parsed.GetValue(withKafka), Bootstrap(parsed.GetValue(bootstrap) ?? []),
                !parsed.GetValue(noPrune), kubernetes.Read(parsed, services), parsed.GetRequiredValue(output)),
            cancellationToken));
        return command;
    }

    /// <exception cref="CliException">An entry is not <c>namespace/name=servers</c>.</exception>
    private static Dictionary<string, string> Bootstrap(IEnumerable<string> entries)
    {
        var servers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var equals = entry.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || !ResourceKey.TryParse($"{KafkaCluster.KindName}/{entry[..equals]}", out var cluster))
                throw new CliException($"--kafka-bootstrap {entry}: expected NAMESPACE/NAME=HOST:PORT");
            servers[cluster.ToString()] = entry[(equals + 1)..];
        }

        return servers;
    }
}
