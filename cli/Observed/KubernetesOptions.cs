using System.CommandLine;

namespace GitOpsKafka.Cli.Observed;

/// <summary>The options that name an API server.</summary>
internal sealed class KubernetesOptions
{
    private readonly Option<string?> _kubeconfig = CommonOptions.Text("--kubeconfig", "Kubeconfig file. By default KUBECONFIG, then ~/.kube/config, then the service account of the pod.", "FILE");
    private readonly Option<string?> _context = CommonOptions.Text("--context", "Context in the kubeconfig. By default its current one.", "NAME");

    public void AddTo(Command command)
    {
        command.Add(_kubeconfig);
        command.Add(_context);
    }

    /// <exception cref="CliException">The file that was named is not there.</exception>
    public KubernetesTarget Read(ParseResult parsed, CliServices services)
    {
        var path = parsed.GetValue(_kubeconfig) is { } named ? services.FullPath(named) : null;
        return path is null || File.Exists(path)
            ? new KubernetesTarget(path, parsed.GetValue(_context))
            : throw new CliException($"--kubeconfig {path}: there is no such file");
    }
}
