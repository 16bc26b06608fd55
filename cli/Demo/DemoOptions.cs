using System.CommandLine;
using GitOpsKafka.Cli.Observed;

namespace GitOpsKafka.Cli.Demo;

/// <summary>The options of <c>demo</c>.</summary>
internal sealed class DemoOptions
{
    public Option<bool> Serve { get; } = CommonOptions.Flag("--serve", "Keep it running for exploring with the other commands, until Ctrl+C.");

    public Option<bool> Cluster { get; } = CommonOptions.Flag("--cluster", "Play on the cluster of the kubeconfig, with real brokers that are reached through node ports.");

    public Option<string> Namespace { get; } = new("--namespace", "-n")
    {
        Description = "With --cluster: the namespace to make, which is deleted in the end.",
        HelpName = "NAMESPACE",
        DefaultValueFactory = _ => "gitopskafka-demo",
    };

    public Option<string?> Kubeconfig { get; } = CommonOptions.Text("--kubeconfig", "With --cluster: by default KUBECONFIG, else ~/.kube/config.", "FILE");

    public Option<string?> Context { get; } = CommonOptions.Text("--context", "With --cluster: context of the kubeconfig.", "NAME");

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { Serve, Cluster, Namespace, Kubeconfig, Context })
            command.Add(option);
    }

    public KubernetesTarget Target(ParseResult parsed, CliServices services) =>
        new(parsed.GetValue(Kubeconfig) is { } file ? services.FullPath(file) : null, parsed.GetValue(Context));
}
