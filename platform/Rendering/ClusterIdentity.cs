using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;
using k8s.Models;

namespace GitOpsKafka.Platform.Rendering;

/// <summary>Names, ids and roles that all objects of one cluster share. Immutable.</summary>
internal sealed class ClusterIdentity
{
    /// <summary>Controllers get ids from here on, brokers from 0: an id never changes its role.</summary>
    private const int ControllerIdOffset = 1000;

    /// <summary>ZooKeeper counts its servers from 1, apart from Kafka's ids.</summary>
    private const int ServerIdOffset = 1;

    public ClusterIdentity(KafkaCluster cluster, string uid)
    {
        Cluster = cluster;
        Uid = uid;
        Roles = cluster.Spec switch
        {
            { Zookeeper: { } ensemble } => [new NodeRoleView(this, "zookeeper", $"{Name}-zookeeper", ensemble, ServerIdOffset), Nodes("broker")],
            { Controllers: { } controllers } => [new NodeRoleView(this, "controller", $"{Name}-controllers", controllers, ControllerIdOffset), Nodes("broker")],
            _ => [Nodes("combined")],
        };
        NodeRoleView Nodes(string label) => new(this, label, $"{Name}-brokers", cluster.Spec.Brokers, 0);
    }

    public KafkaCluster Cluster { get; }

    public string Uid { get; }

    public string Name => Cluster.Metadata.Name;

    public string Namespace => Cluster.Metadata.Namespace;

    public ImmutableArray<ListenerView> Listeners => [.. (Cluster.Spec.Listeners is { Count: > 0 } listeners ? listeners : [Listener.Plain]).Select(listener => new ListenerView(this, listener))];

    /// <summary>Name of <see cref="BootstrapName"/> in DNS.</summary>
    public string BootstrapHost => $"{BootstrapName}.{Namespace}.svc";

    public string BootstrapName => $"{Name}-bootstrap";

    /// <summary>Controllers or ZooKeeper servers before brokers; one combined role where there are neither.</summary>
    public ImmutableArray<NodeRoleView> Roles { get; }

    /// <summary>The role whose nodes vote on the metadata.</summary>
    public NodeRoleView Voters => Roles[0];

    public NodeRoleView Brokers => Roles[^1];

    /// <summary>The metadata is in ZooKeeper.</summary>
    public bool HasEnsemble => Cluster.Spec.Zookeeper is not null;

    /// <summary>Nodes have the <see cref="JmxExporter"/>.</summary>
    public bool HasMetrics => Cluster.Spec.Metrics is { JmxExporter: true };

    /// <summary>
    /// Kafka's cluster id, from the uid of the KafkaCluster: an object made anew under the same name is another cluster. Null with ZooKeeper,
    /// where Kafka makes it up itself.
    /// </summary>
    public string? ClusterId => HasEnsemble ? null : KafkaUuid("cluster");

    /// <summary>Directory id of a voter's metadata log; stable, so that the quorum knows a voter that returns (KIP-853).</summary>
    public string DirectoryId(int nodeId) => KafkaUuid($"directory {nodeId}");

    /// <summary>The pod of a Kafka node, whether it is there or not.</summary>
    public string PodOf(int nodeId)
    {
        var role = Roles.Where(role => !role.IsEnsemble && role.IdOffset <= nodeId).MaxBy(role => role.IdOffset)!;
        return $"{role.Name}-{nodeId - role.IdOffset}";
    }

    public ObjectKey Key(ResourceType type, string name) => new(type, Namespace, name);

    public V1ObjectMeta Metadata(string name, string? role) => new()
    {
        Name = name,
        NamespaceProperty = Namespace,
        Labels = Labels(role),
        OwnerReferences = Uid.Length == 0 ? null :
        [
            new V1OwnerReference
            {
                ApiVersion = ResourceKinds.ApiVersion, Kind = KafkaCluster.KindName, Name = Name, Uid = Uid, Controller = true,
            },
        ],
    };

    public Dictionary<string, string> Labels(string? role)
    {
        var labels = Selector(role);
        labels["app.kubernetes.io/name"] = "kafka";
        labels["app.kubernetes.io/instance"] = Name;
        labels["app.kubernetes.io/managed-by"] = Marks.FieldManager;
        return labels;
    }

    /// <summary>Labels that select the pods of a role, or (null) of the cluster.</summary>
    public Dictionary<string, string> Selector(string? role)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal) { [Marks.Cluster] = Name };
        if (role is not null)
            labels[Marks.Role] = role;
        return labels;
    }

    /// <summary>16 bytes in URL-safe base64 without padding; Kafka's tools refuse one that begins with a dash.</summary>
    private string KafkaUuid(string purpose)
    {
        for (var salt = 0; ; salt++)
        {
            var text = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"{Uid}/{purpose}/{salt}")), 0, 16).TrimEnd('=').Replace('+', '-').Replace('/', '_');
            if (text[0] != '-')
                return text;
        }
    }
}
