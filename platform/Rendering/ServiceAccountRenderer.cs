using GitOpsKafka.Platform.Objects;
using k8s.Models;

namespace GitOpsKafka.Platform.Rendering;

/// <summary>Who the nodes are to Kubernetes: nobody with rights, and apart from other pods of the namespace.</summary>
internal static class ServiceAccountRenderer
{
    public static KubeObject Render(ClusterIdentity identity) => Rendered.Object(ResourceType.ServiceAccounts, new V1ServiceAccount
    {
        ApiVersion = ResourceType.ServiceAccounts.ApiVersion,
        Kind = ResourceType.ServiceAccounts.Kind,
        Metadata = identity.Metadata(identity.Name, null),
        AutomountServiceAccountToken = false,
    });
}
