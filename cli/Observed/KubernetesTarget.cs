namespace GitOpsKafka.Cli.Observed;

/// <summary>Which API server is meant. Immutable.</summary>
/// <param name="Kubeconfig">Path; null for KUBECONFIG, the default file, or the service account of the pod.</param>
/// <param name="Context">Null for the current one.</param>
internal sealed record KubernetesTarget(string? Kubeconfig, string? Context);
