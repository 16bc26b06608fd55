using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Cli.Observed;

/// <summary>An API server, and the namespace that its context names (asked for only when needed).</summary>
internal sealed class KubernetesAccess(IKubernetesApi api, Func<string> currentNamespace) : IDisposable
{
    public IKubernetesApi Api => api;

    public string Namespace => currentNamespace();

    public void Dispose() => (api as IDisposable)?.Dispose();
}
