using System.Collections.Immutable;
using GitOpsKafka.Platform.Certificates;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rendering;

/// <summary>The nodes of one role as they are named in Kubernetes and in Kafka. Immutable.</summary>
/// <param name="Label"><c>controller</c>, <c>broker</c>, <c>combined</c> or <c>zookeeper</c>.</param>
/// <param name="Name">Name of the StatefulSet and of its headless Service.</param>
/// <param name="IdOffset">Node id = offset + ordinal.</param>
internal sealed record NodeRoleView(ClusterIdentity Identity, string Label, string Name, NodeRole Spec, int IdOffset)
{
    public const int ControllerPort = 9090;

    public const int ReplicationPort = 9091;

    public const string DataPath = "/var/lib/kafka";

    public string ConfigMapName => $"{Name}-config";

    public bool IsBroker => Label is "broker" or "combined";

    public bool IsVoter => Label is "controller" or "combined";

    /// <summary>The nodes are no Kafka but the ZooKeeper servers that it keeps its metadata in.</summary>
    public bool IsEnsemble => Label == "zookeeper";

    public string ProcessRoles => Label == "combined" ? "broker,controller" : Label;

    /// <summary>The port that answers once the node serves.</summary>
    public int FirstPort => IsBroker ? ReplicationPort : ControllerPort;

    /// <summary>Where clients connect; none on controllers.</summary>
    public ImmutableArray<ListenerView> ClientListeners => IsBroker ? Identity.Listeners : [];

    /// <summary>The nodes need certificates of their own.</summary>
    public bool HasCertificates => (Identity.Cluster.Spec.InternalTls && !IsEnsemble) || ClientListeners.Any(listener => listener.Spec.Tls);

    /// <summary>What the nodes must be told before they start; files of <see cref="NodeFacts.Folder"/>.</summary>
    public ImmutableArray<string> Facts => !IsBroker ? [] :
    [
        .. Identity.Cluster.Spec.Rack is null ? [] : new[] { NodeFacts.RackFile },
        .. ClientListeners.Any(listener => listener.IsExternal) ? new[] { NodeFacts.AdvertisedFile } : [],
    ];

    /// <summary>The Secret with the certificates of these nodes.</summary>
    public string CertificatesName => CertificateSecrets.LeavesName(Name);

    /// <summary>Stable DNS name of one node.</summary>
    /// <param name="pod">Pod name, or a placeholder that becomes one.</param>
    public string Host(string pod) => $"{pod}.{Name}.{Identity.Namespace}.svc";

    /// <summary>Where a node keeps its data: one folder per volume, lowest id first.</summary>
    public IEnumerable<string> DataFolders => Spec.Storage is { } storage
        ? storage.Volumes.OrderBy(volume => volume.Id).Select(volume => $"{DataPath}/data-{volume.Id}")
        : [$"{DataPath}/data"];

    /// <summary>Name of a volume's claim template; the claim of a node is named <c>template-pod</c>.</summary>
    public static string ClaimName(Volume volume) => $"data-{volume.Id}";

    public IEnumerable<string> LogDirs => DataFolders.Select(folder => $"{folder}/logs");
}
