using k8s;

namespace GitOpsKafka.Cli.Observed;

/// <summary>The namespace that kubectl would use.</summary>
internal static class KubeconfigNamespace
{
    private const string Default = "default";

    public static string Of(KubernetesTarget target)
    {
        var configuration = target is { Kubeconfig: null, Context: null }
            ? KubernetesClientConfiguration.BuildDefaultConfig()
            : KubernetesClientConfiguration.BuildConfigFromConfigFile(target.Kubeconfig ?? FromEnvironment(), target.Context);
        return string.IsNullOrEmpty(configuration.Namespace) ? Default : configuration.Namespace;
    }

    private static string? FromEnvironment() => Environment.GetEnvironmentVariable("KUBECONFIG")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(File.Exists);
}
