using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;
using k8s;
using k8s.Models;

namespace GitOpsKafka.Tests.Unit.Platform.Rendering;

/// <summary>Clusters as teams ask for them, and what is rendered from them.</summary>
internal static class Clusters
{
    private const string Uid = "0b6c1f1e-6a53-4a6e-9f0e-3d1c5a7b9e42";

    /// <summary>Three controllers and three brokers with volumes.</summary>
    public static KafkaCluster Orders(string version = "4.3.1", params int[] volumes) => new()
    {
        Metadata = new ResourceMetadata { Name = "orders", Namespace = "streaming" },
        Spec = new KafkaClusterSpec
        {
            Version = version,
            Controllers = Role([0]),
            Brokers = Role(volumes is [] ? [0] : volumes),
            Config = new Dictionary<string, ConfigValue> { ["min.insync.replicas"] = new ConfigValue("2") },
        },
    };

    /// <summary>Three ZooKeeper servers and three brokers.</summary>
    public static KafkaCluster InZooKeeper(int servers = 3) => Orders("3.9.2") with
    {
        Spec = Orders("3.9.2").Spec with { Controllers = null, Zookeeper = new ZooKeeperNodes { Replicas = servers, Storage = Role([0]).Storage, Config = new Dictionary<string, ConfigValue> { ["tickTime"] = new("3000") } } },
    };

    /// <summary>In racks, with a listener that is reached from outside.</summary>
    public static KafkaCluster External() => Orders() with
    {
        Spec = Orders().Spec with { Rack = new RackAwareness(), Listeners = [Listener.Plain, new Listener { Name = "node", Port = 9094, Type = ListenerType.NodePort }] },
    };

    public static IEnumerable<KubeObject> Render(KafkaCluster cluster) => ClusterRenderer.Render(cluster, Uid);

    public static IDictionary<string, string> Config(KafkaCluster cluster, string name) =>
        KubernetesJson.Deserialize<V1ConfigMap>(Find(cluster, ResourceType.ConfigMaps, name)).Data;

    public static V1Container Container(KafkaCluster cluster, string name) => StatefulSet(cluster, name).Spec.Template.Spec.Containers.Single();

    public static V1StatefulSet StatefulSet(KafkaCluster cluster, string name) =>
        KubernetesJson.Deserialize<V1StatefulSet>(Find(cluster, ResourceType.StatefulSets, name));

    private static string Find(KafkaCluster cluster, ResourceType type, string name) =>
        Render(cluster).Single(rendered => rendered.Key.Type == type && rendered.Key.Name == name).Json.GetRawText();

    private static NodeRole Role(int[] volumes) => new()
    {
        Replicas = 3,
        Storage = new Storage { Volumes = [.. volumes.Select(id => new Volume { Id = id, Size = Quantity.Parse("1Gi") })] },
        Resources = new ComputeResources { Requests = new ResourceAmounts { Cpu = Quantity.Parse("50m"), Memory = Quantity.Parse("384Mi") } },
        Jvm = new JvmOptions { Heap = Quantity.Parse("256Mi") },
    };
}
