using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Tests.Unit.Platform.Rules;

/// <summary>Resources that break no rule, and small changes to them.</summary>
internal static class Samples
{
    public static KafkaCluster Prod { get; } = new()
    {
        Kind = KafkaCluster.KindName,
        Metadata = new ResourceMetadata { Name = "prod", Namespace = "streaming" },
        Spec = new KafkaClusterSpec
        {
            Version = "4.2.1",
            Controllers = Nodes(3, Disk(10)),
            Brokers = Nodes(3, Disk(100)),
            Config = Config(("default.replication.factor", "3"), ("min.insync.replicas", "2")),
        },
    };

    /// <summary>One combined node.</summary>
    public static KafkaCluster Dev { get; } = Prod with
    {
        Metadata = new ResourceMetadata { Name = "dev", Namespace = "streaming" },
        Spec = Prod.Spec with { Controllers = null, Brokers = Nodes(1, Disk(100)), Config = Config() },
    };

    public static KafkaTopic Orders { get; } = new()
    {
        Kind = KafkaTopic.KindName,
        Metadata = new ResourceMetadata { Name = "orders", Namespace = "streaming" },
        Spec = new KafkaTopicSpec { ClusterRef = new ClusterRef { Name = "prod" }, Partitions = 12, ReplicationFactor = 3 },
    };

    public static NodeRole Nodes(int replicas, params Volume[] volumes) => new()
    {
        Replicas = replicas,
        Storage = volumes.Length == 0 ? null : new Storage { Volumes = volumes },
        Resources = Memory("4Gi", "4Gi"),
        Jvm = new JvmOptions { Heap = Quantity.Parse("2Gi") },
    };

    public static ComputeResources Memory(string request, string limit) => new()
    {
        Requests = new ResourceAmounts { Memory = Quantity.Parse(request) },
        Limits = new ResourceAmounts { Memory = Quantity.Parse(limit) },
    };

    public static Volume Disk(int gibibytes, int id = 0, string? storageClass = null) => new() { Id = id, Size = Quantity.Parse($"{gibibytes}Gi"), Class = storageClass };

    public static Dictionary<string, ConfigValue> Config(params (string Name, string Value)[] settings) =>
        settings.ToDictionary(setting => setting.Name, setting => new ConfigValue(setting.Value), StringComparer.Ordinal);

    public static KafkaCluster Named(this KafkaCluster cluster, string name) => cluster with { Metadata = cluster.Metadata with { Name = name } };

    public static KafkaCluster Brokers(this KafkaCluster cluster, NodeRole brokers) => cluster with { Spec = cluster.Spec with { Brokers = brokers } };

    public static KafkaCluster Brokers(this KafkaCluster cluster, int replicas) => cluster.Brokers(cluster.Spec.Brokers with { Replicas = replicas });

    public static KafkaCluster Controllers(this KafkaCluster cluster, int replicas) => cluster with { Spec = cluster.Spec with { Controllers = cluster.Spec.Controllers! with { Replicas = replicas } } };

    public static KafkaCluster Version(this KafkaCluster cluster, string version) => cluster with { Spec = cluster.Spec with { Version = version } };

    public static KafkaCluster Running(this KafkaCluster cluster, string version) => cluster with { Status = new KafkaClusterStatus { Version = version } };

    /// <summary>Adds settings to those that are there.</summary>
    public static KafkaCluster Set(this KafkaCluster cluster, params (string Name, string Value)[] settings) => cluster with { Spec = cluster.Spec with { Config = Merge(cluster.Spec.Config, settings) } };

    public static KafkaTopic Set(this KafkaTopic topic, params (string Name, string Value)[] settings) => topic with { Spec = topic.Spec with { Config = Merge(topic.Spec.Config, settings) } };

    public static KafkaTopic Named(this KafkaTopic topic, string name) => topic with { Metadata = topic.Metadata with { Name = name } };

    public static KafkaTopic Called(this KafkaTopic topic, string topicName) => topic with { Spec = topic.Spec with { TopicName = topicName } };

    public static KafkaTopic In(this KafkaTopic topic, string cluster) => topic with { Spec = topic.Spec with { ClusterRef = new ClusterRef { Name = cluster } } };

    public static KafkaTopic Partitions(this KafkaTopic topic, int partitions) => topic with { Spec = topic.Spec with { Partitions = partitions } };

    public static KafkaTopic Replicated(this KafkaTopic topic, int factor) => topic with { Spec = topic.Spec with { ReplicationFactor = factor } };

    public static KafkaTopic Protected(this KafkaTopic topic) => topic with { Spec = topic.Spec with { DeletionProtection = true } };

    public static RuleInput Create(Resource resource, params Resource[] neighbours) => new(null, resource, Known(neighbours));

    public static RuleInput Update(Resource old, Resource resource, params Resource[] neighbours) => new(old, resource, Known(neighbours));

    public static RuleInput Delete(Resource resource, params Resource[] neighbours) => new(resource, null, Known(neighbours));

    private static INeighbours Known(Resource[] neighbours) => neighbours.Length == 0 ? NoNeighbours.Instance : new KnownNeighbours(neighbours, isComplete: true);

    private static Dictionary<string, ConfigValue> Merge(IReadOnlyDictionary<string, ConfigValue> config, (string Name, string Value)[] settings)
    {
        var merged = new Dictionary<string, ConfigValue>(config, StringComparer.Ordinal);
        foreach (var (name, value) in settings)
            merged[name] = new ConfigValue(value);
        return merged;
    }
}
