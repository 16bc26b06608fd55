using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rules.Clusters;

/// <summary>The brokers, the controllers or the ZooKeeper servers of a cluster, with their place in the object. Immutable.</summary>
/// <param name="Noun">"broker", "controller" or "ZooKeeper server".</param>
internal sealed record NodeGroup(string Noun, NodeRole Role, FieldPath Path)
{
    public FieldPath StoragePath => Path.Field("storage");

    public FieldPath VolumesPath => StoragePath.Field("volumes");

    /// <summary>The volumes with their index; empty with ephemeral storage.</summary>
    public IEnumerable<(int Index, Volume Volume)> Volumes => Role.Storage?.Volumes.Index().Where(entry => entry.Item is not null) ?? [];

    public static IEnumerable<NodeGroup> Of(KafkaCluster cluster)
    {
        yield return Brokers(cluster);
        if (cluster.Spec.Controllers is { } controllers)
            yield return new NodeGroup("controller", controllers, FieldPath.Spec.Field("controllers"));
        if (cluster.Spec.Zookeeper is { } ensemble)
            yield return new NodeGroup("ZooKeeper server", ensemble, FieldPath.Spec.Field("zookeeper"));
    }

    public static NodeGroup Brokers(KafkaCluster cluster) => new("broker", cluster.Spec.Brokers, FieldPath.Spec.Field("brokers"));

    /// <summary>The nodes that vote on the metadata: the controllers or ZooKeeper servers, or with combined nodes the brokers.</summary>
    public static NodeGroup Voters(KafkaCluster cluster) => Of(cluster).Last();

    /// <summary>The groups that both have, as they were and as they will be.</summary>
    public static IEnumerable<(NodeGroup Old, NodeGroup New)> Pairs(KafkaCluster old, KafkaCluster cluster) =>
        from before in Of(old)
        from after in Of(cluster)
        where before.Noun == after.Noun
        select (before, after);
}
