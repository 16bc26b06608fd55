namespace GitOpsKafka.Platform.Objects;

/// <summary>A type of objects in the Kubernetes API: group, version, plural and kind. Immutable.</summary>
/// <param name="Group">Empty for the core group.</param>
public sealed record ResourceType(string Group, string Version, string Plural, string Kind)
{
    public static ResourceType StatefulSets { get; } = new("apps", "v1", "statefulsets", "StatefulSet");

    public static ResourceType Services { get; } = new("", "v1", "services", "Service");

    public static ResourceType ConfigMaps { get; } = new("", "v1", "configmaps", "ConfigMap");

    public static ResourceType Secrets { get; } = new("", "v1", "secrets", "Secret");

    public static ResourceType Ingresses { get; } = new("networking.k8s.io", "v1", "ingresses", "Ingress");

    public static ResourceType NetworkPolicies { get; } = new("networking.k8s.io", "v1", "networkpolicies", "NetworkPolicy");

    public static ResourceType ServiceAccounts { get; } = new("", "v1", "serviceaccounts", "ServiceAccount");

    public static ResourceType PodDisruptionBudgets { get; } = new("policy", "v1", "poddisruptionbudgets", "PodDisruptionBudget");

    public static ResourceType Pods { get; } = new("", "v1", "pods", "Pod");

    public static ResourceType PersistentVolumeClaims { get; } = new("", "v1", "persistentvolumeclaims", "PersistentVolumeClaim");

    /// <summary>Classes of volumes, which have no namespace.</summary>
    public static ResourceType StorageClasses { get; } = new("storage.k8s.io", "v1", "storageclasses", "StorageClass");

    /// <summary>Kubernetes nodes, which have no namespace.</summary>
    public static ResourceType Nodes { get; } = new("", "v1", "nodes", "Node");

    public static ResourceType Events { get; } = new("", "v1", "events", "Event");

    /// <summary><c>apps/v1</c>, or <c>v1</c> for the core group.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    public override string ToString() => Group.Length == 0 ? Plural : $"{Plural}.{Group}";
}
