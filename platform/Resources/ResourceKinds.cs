using System.Collections.Immutable;
using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Platform.Resources;

/// <summary>The kinds of group <c>gitopskafka.io</c>. Thread-safe.</summary>
public static class ResourceKinds
{
    public const string Group = "gitopskafka.io";

    public const string Version = "v1alpha1";

    public const string ApiVersion = $"{Group}/{Version}";

    /// <summary>In the order in which they are applied: what others refer to comes first. Deletes go the other way round.</summary>
    public static ImmutableArray<ResourceKind> All { get; } =
    [
        new(new ResourceType(Group, Version, "kafkaclusters", KafkaCluster.KindName), typeof(KafkaCluster), "kafkacluster", ["gkc"])
        {
            Scale = new ScalePaths(".spec.brokers.replicas", ".status.replicas", ".status.selector"),
            Columns =
            [
                new("Version", "string", ".spec.version"),
                new("Brokers", "integer", ".spec.brokers.replicas"),
                new("Ready brokers", "integer", ".status.readyBrokers"),
                new("Ready", "string", ".status.conditions[?(@.type==\"Ready\")].status"),
                new("Reason", "string", ".status.conditions[?(@.type==\"Ready\")].reason"),
                new("Age", "date", ".metadata.creationTimestamp"),
            ],
        },
        new(new ResourceType(Group, Version, "kafkatopics", KafkaTopic.KindName), typeof(KafkaTopic), "kafkatopic", ["gkt"])
        {
            Columns =
            [
                new("Cluster", "string", ".spec.clusterRef.name"),
                new("Partitions", "integer", ".spec.partitions"),
                new("Replication", "integer", ".spec.replicationFactor"),
                new("Ready", "string", ".status.conditions[?(@.type==\"Ready\")].status"),
                new("Reason", "string", ".status.conditions[?(@.type==\"Ready\")].reason"),
                new("Age", "date", ".metadata.creationTimestamp"),
            ],
        },
    ];

    public static ResourceKind? Find(string kind) => All.FirstOrDefault(known => known.Type.Kind == kind);

    /// <exception cref="ArgumentException">There is no such kind.</exception>
    public static ResourceKind Get(string kind) => Find(kind) ?? throw new ArgumentException($"there is no kind \"{kind}\"", nameof(kind));

    /// <summary>The stored object of a resource.</summary>
    /// <exception cref="ArgumentException">There is no such kind.</exception>
    public static ObjectKey ObjectOf(ResourceKey key) => new(Get(key.Kind).Type, key.Namespace, key.Name);

    /// <summary>The resource that an object stores.</summary>
    public static ResourceKey ResourceOf(ObjectKey key) => ResourceKey.Of(key.Type.Kind, key.Namespace, key.Name);

    /// <summary>Position in apply order; unknown kinds last.</summary>
    public static int Rank(string kind)
    {
        // No lambda: every resource is ranked in every pass, and a closure would be allocated for each.
        for (var rank = 0; rank < All.Length; rank++)
        {
            if (All[rank].Type.Kind == kind)
                return rank;
        }

        return All.Length;
    }
}
