using System.ComponentModel.DataAnnotations;

namespace GitOpsKafka.Cluster.Kubernetes;

/// <summary>How the API server is found and asked.</summary>
public sealed class KubernetesApiOptions
{
    /// <value>Path of a kubeconfig. By default KUBECONFIG, then ~/.kube/config, then the service account of the pod.</value>
    public string? Kubeconfig { get; set; }

    /// <value>Context in the kubeconfig; by default its current one.</value>
    public string? Context { get; set; }

    /// <value>The only namespace that is watched; by default all.</value>
    public string? Namespace { get; set; }

    /// <value>Longest wait for the answer to one request, 1 second to 10 minutes. Default 30 seconds. Watches are not bound by it.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);
}
