using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules.KafkaSettings;

namespace GitOpsKafka.Platform.Rules.Clusters;

/// <summary>KC-030, 034 and 057: what kind of storage, and whether it is enough.</summary>
internal static class StorageRules
{
    public static IEnumerable<Rule> All { get; } =
    [
        Rule.Transition<KafkaCluster>("KC-030", Severity.Deny, "Storage stays ephemeral or persistent",
            "The data would stay behind on the old storage.", KindStays),
        Rule.State<KafkaCluster>("KC-034", Severity.Deny, "A single voter does not keep the metadata on ephemeral storage",
            "The first restart would lose the metadata log and with it every topic.", MetadataIsKept),
        Rule.State<KafkaCluster>("KC-057", Severity.Warn, "Segments and retention fit the volume",
            "Kafka deletes whole segments only, and a full volume stops the broker.", Fits),
    ];

    private static IEnumerable<Finding> KindStays(KafkaCluster old, KafkaCluster cluster, RuleInput input) =>
        from pair in NodeGroup.Pairs(old, cluster)
        where pair.Old.Role.Storage is null != pair.New.Role.Storage is null
        select Finding.Forbidden(pair.New.StoragePath, $"cannot change from \"{(pair.Old.Role.Storage is null ? "ephemeral" : "persistent")}\"");

    private static IEnumerable<Finding> MetadataIsKept(KafkaCluster cluster, RuleInput input)
    {
        if (NodeGroup.Voters(cluster) is { Role: { Replicas: 1, Storage: null } } voters)
            yield return Finding.Forbidden(voters.StoragePath, "ephemeral storage loses the metadata log");
    }

    private static IEnumerable<Finding> Fits(KafkaCluster cluster, RuleInput input)
    {
        if (NodeGroup.Brokers(cluster).Volumes.Select(entry => entry.Volume.Size).Where(size => size > Quantity.Zero).Min() is not { } volume)
            yield break;
        if (cluster.Effective("log.segment.bytes") is > 0 and { } segment && volume.Value / segment < 3)
            yield return Finding.Remark(Settings.Path("log.segment.bytes"), $"log.segment.bytes {Print.Bytes(segment)} on a {volume} volume leaves room for {Segments((int)(volume.Value / segment))}");
        if (cluster.Settings().Number("log.retention.bytes") is { } retention && retention > volume.Value)
            yield return Finding.Remark(Settings.Path("log.retention.bytes"), $"log.retention.bytes {Print.Bytes(retention)} of each partition exceeds the {volume} volume");
    }

    private static string Segments(int count) => count switch { 0 => "no segment", 1 => "one segment", _ => "two segments" };
}
