using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GitOpsKafka.Platform.Resources;

/// <summary>One topic of a cluster. Immutable.</summary>
[Description("A topic of a Kafka cluster.")]
public sealed record KafkaTopic : Resource
{
    public const string KindName = "KafkaTopic";

    [Required]
    public KafkaTopicSpec Spec { get; init; } = new();

    public KafkaTopicStatus? Status { get; init; }

    /// <summary>The name in Kafka: <c>spec.topicName</c>, else the object's name.</summary>
    public string TopicName => Spec.TopicName ?? Metadata.Name;

    /// <summary>The cluster that the topic lives in, in the topic's own namespace.</summary>
    public ResourceKey ClusterKey => ResourceKey.Of(KafkaCluster.KindName, Metadata.Namespace, Spec.ClusterRef.Name);
}

public sealed record KafkaTopicSpec
{
    [Required, Description("The KafkaCluster of the topic, in the same namespace. Cannot be changed.")]
    public ClusterRef ClusterRef { get; init; } = new();

    [MaxLength(249), Description("Name in Kafka where it differs from metadata.name. Cannot be changed.")]
    public string? TopicName { get; init; }

    [Required, Range(1, 10_000), Description("Number of partitions, 1 to 10,000. Kafka cannot lower it.")]
    public int Partitions { get; init; }

    [Required, Range(1, 32_767), Description("Replicas of each partition; at most the number of brokers.")]
    public int ReplicationFactor { get; init; }

    [Description("Topic settings, for example retention.ms. A key that is left out has the broker's default.")]
    public IReadOnlyDictionary<string, ConfigValue> Config { get; init; } = new Dictionary<string, ConfigValue>();

    [DefaultValue(false), Description("While true the topic cannot be deleted.")]
    public bool DeletionProtection { get; init; }
}

public sealed record ClusterRef
{
    [Required, MinLength(1), MaxLength(NamePatterns.SubdomainLength), RegularExpression(NamePatterns.Subdomain, ErrorMessage = NamePatterns.SubdomainHint)]
    [Description("Name of the KafkaCluster.")]
    public string Name { get; init; } = "";
}

public sealed record KafkaTopicStatus
{
    [Description("The generation of the spec that this status speaks of.")]
    public long ObservedGeneration { get; init; }

    [Description("Ready, Reconciling and Stalled, as kstatus reads them.")]
    public IReadOnlyList<Condition> Conditions { get; init; } = [];

    [Description("The commit that was last applied.")]
    public string? Commit { get; init; }

    [Description("Partitions that the topic has.")]
    public int? Partitions { get; init; }

    [Description("Replicas that each partition has.")]
    public int? ReplicationFactor { get; init; }
}
