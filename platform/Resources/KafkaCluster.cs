using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GitOpsKafka.Platform.Resources;

/// <summary>Brokers and their quorum. Immutable.</summary>
[Description("A Kafka cluster: brokers, and the KRaft controllers or the ZooKeeper ensemble that hold their metadata.")]
public sealed record KafkaCluster : Resource
{
    public const string KindName = "KafkaCluster";

    [Required]
    public KafkaClusterSpec Spec { get; init; } = new();

    public KafkaClusterStatus? Status { get; init; }
}

public sealed record KafkaClusterSpec
{
    [Required, MaxLength(32), RegularExpression(@"^[0-9]+\.[0-9]+\.[0-9]+$", ErrorMessage = "must be three numbers such as 4.2.1")]
    [Description("Apache Kafka version, for example 4.2.1. The image defaults from it.")]
    public string Version { get; init; } = "";

    [MaxLength(512), Description("Container image with a fixed tag or digest; by default apache/kafka:<version>.")]
    public string? Image { get; init; }

    [Description("The KRaft quorum. Left out: every broker is also a controller, for development.")]
    public NodeRole? Controllers { get; init; }

    [Description("The ZooKeeper ensemble, in place of KRaft, for Kafka before 4.0. Cannot be added or taken away later.")]
    public ZooKeeperNodes? Zookeeper { get; init; }

    [Required, Description("The brokers.")]
    public NodeRole Brokers { get; init; } = new();

    [Description("Spreads brokers over racks and tells Kafka where each one is. Left out: no racks.")]
    public RackAwareness? Rack { get; init; }

    [MaxLength(16), Description("Where clients connect. Left out: one listener \"plain\" on port 9092 for clients inside the Kubernetes cluster.")]
    public IReadOnlyList<Listener> Listeners { get; init; } = [];

    [Description("Who may do what. Left out: everyone may do everything.")]
    public Authorization? Authorization { get; init; }

    [DefaultValue(false), Description("Encrypts what brokers and controllers say to each other, and lets only nodes of this cluster take part. Cannot be changed later.")]
    public bool InternalTls { get; init; }

    [Description("Broker and controller settings (server.properties). Keys that the operator manages are refused.")]
    public IReadOnlyDictionary<string, ConfigValue> Config { get; init; } = new Dictionary<string, ConfigValue>();

    [Description("How nodes are restarted.")]
    public RollingPolicy Rolling { get; init; } = new();

    [Description("What nodes tell Prometheus. Left out: nothing.")]
    public Metrics? Metrics { get; init; }

    [DefaultValue(false), Description("While true the cluster cannot be deleted.")]
    public bool DeletionProtection { get; init; }
}

/// <summary>The nodes of one role.</summary>
public record NodeRole
{
    [Required, Range(1, 1000), DefaultValue(3), Description("Number of nodes, 1 to 1000.")]
    public int Replicas { get; init; } = 3;

    [Description("Where the nodes keep their data. Left out: ephemeral storage, for development.")]
    public Storage? Storage { get; init; }

    [Description("CPU and memory of each node.")]
    public ComputeResources? Resources { get; init; }

    [Description("Java virtual machine of each node.")]
    public JvmOptions? Jvm { get; init; }

    [Description("What is added to the pods of the nodes. What the operator sets itself is refused.")]
    public PodTemplate? Template { get; init; }
}

public sealed record Storage
{
    [Required, MinLength(1), MaxLength(32), Description("One volume per entry, each with an id of its own (JBOD).")]
    public IReadOnlyList<Volume> Volumes { get; init; } = [];

    [DefaultValue(ReclaimPolicy.Retain), Description("What becomes of the volumes when a node is removed for good.")]
    public ReclaimPolicy ReclaimPolicy { get; init; } = ReclaimPolicy.Retain;
}

public enum ReclaimPolicy
{
    Retain,
    Delete,
}

public sealed record Volume
{
    [ListKey, Required, Range(0, 999), Description("Number of the volume, 0 to 999, unique in the list; names the claim.")]
    public int Id { get; init; }

    [Required, MaxLength(32), Description("Size as a Kubernetes quantity, for example 100Gi.")]
    public Quantity Size { get; init; } = Quantity.Zero;

    [MaxLength(253), Description("Storage class; by default the cluster's default class.")]
    public string? Class { get; init; }
}

public sealed record ComputeResources
{
    [Description("What each node is given at least.")]
    public ResourceAmounts? Requests { get; init; }

    [Description("What each node may use at most.")]
    public ResourceAmounts? Limits { get; init; }
}

public sealed record ResourceAmounts
{
    [MaxLength(32), Description("Cores as a Kubernetes quantity, for example 500m.")]
    public Quantity? Cpu { get; init; }

    [MaxLength(32), Description("Memory as a Kubernetes quantity, for example 4Gi.")]
    public Quantity? Memory { get; init; }
}

public sealed record JvmOptions
{
    [MaxLength(32), Description("Heap size (Xms and Xmx) as a Kubernetes quantity, for example 2Gi.")]
    public Quantity? Heap { get; init; }
}

public sealed record RollingPolicy
{
    [DefaultValue("10m"), MinLength(2), MaxLength(16), RegularExpression("^([0-9]+h)?([0-9]+m)?([0-9]+s)?$", ErrorMessage = "must be a duration such as 10m or 1h30m")]
    [Description("How long nothing may move while one node restarts before the roll is reported as failed, for example 10m.")]
    public string DeadlinePerNode { get; init; } = "10m";
}

public sealed record KafkaClusterStatus
{
    [Description("The generation of the spec that this status speaks of.")]
    public long ObservedGeneration { get; init; }

    [Description("Ready, Reconciling and Stalled, as kstatus reads them, and what health checks found.")]
    public IReadOnlyList<Condition> Conditions { get; init; } = [];

    [Description("Brokers that are ready, of those wanted.")]
    public int ReadyBrokers { get; init; }

    [Description("Controllers that are ready, of those wanted.")]
    public int ReadyControllers { get; init; }

    [Description("ZooKeeper servers that are ready, of those wanted; only with an ensemble.")]
    public int? ReadyZookeeper { get; init; }

    [Description("Number of brokers that exist; for the scale subresource.")]
    public int Replicas { get; init; }

    [Description("Selects the pods of the brokers; for the scale subresource.")]
    public string? Selector { get; init; }

    [Description("The lowest version that a node runs.")]
    public string? Version { get; init; }

    [Description("The commit that was last applied.")]
    public string? Commit { get; init; }

    [Description("Kafka's id of the cluster; its volumes carry it.")]
    public string? ClusterId { get; init; }

    [Description("Where clients start, listener by listener.")]
    public IReadOnlyList<ListenerStatus> Listeners { get; init; } = [];

    [Description("Every node: controllers or ZooKeeper servers before brokers, by number.")]
    public IReadOnlyList<NodeStatus> Nodes { get; init; } = [];
}
