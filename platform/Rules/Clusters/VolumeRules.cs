using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rules.Clusters;

/// <summary>KC-026, 027, 028, 031 and 032: the volumes of each node.</summary>
internal static class VolumeRules
{
    private static readonly Quantity Least = Quantity.Parse("1Gi");

    public static IEnumerable<Rule> All { get; } =
    [
        Rule.State<KafkaCluster>("KC-026", Severity.Deny, "Every volume has a size of at least 1Gi",
            "A claim without a size is refused, and one that holds less than a segment fills at once.", HasSize),
        Rule.Transition<KafkaCluster>("KC-027", Severity.Deny, "Volumes never shrink",
            "Kubernetes cannot shrink a volume.", NeverShrinks),
        Rule.Transition<KafkaCluster>("KC-028", Severity.Deny, "The storage class stays",
            "A claim keeps its class for life; the data would have to be moved.", ClassStays),
        Rule.State<KafkaCluster>("KC-031", Severity.Deny, "Volume ids are unique and not negative",
            "The id names the claim: two volumes would be one.", IdsUnique),
        Rule.Transition<KafkaCluster>("KC-032", Severity.Deny, "Volumes are not taken away",
            "The replicas on the volume would be lost.", NotRemoved),
    ];

    private static IEnumerable<Finding> HasSize(KafkaCluster cluster, RuleInput input) => NodeGroup.Of(cluster).Where(group => group.Role.Storage is not null)
        .SelectMany(group => group.Volumes.Any() ? group.Volumes.SelectMany(entry => HasSize(group, entry)) : [Finding.Required(group.VolumesPath, "at least one volume")]);

    private static IEnumerable<Finding> HasSize(NodeGroup group, (int Index, Volume Volume) entry)
    {
        var path = group.VolumesPath.Index(entry.Index).Field("size");
        if (entry.Volume.Size == Quantity.Zero)
            yield return Finding.Required(path);
        else if (entry.Volume.Size < Least)
            yield return Finding.Invalid(path, Print.Value(entry.Volume.Size.ToString()), $"must be at least {Least}");
    }

    private static IEnumerable<Finding> NeverShrinks(KafkaCluster old, KafkaCluster cluster, RuleInput input) =>
        from pair in Same(old, cluster)
        where pair.New.Size < pair.Old.Size
        select Finding.Forbidden(pair.Path.Field("size"), $"cannot shrink from {pair.Old.Size} to {pair.New.Size}");

    private static IEnumerable<Finding> ClassStays(KafkaCluster old, KafkaCluster cluster, RuleInput input) =>
        from pair in Same(old, cluster)
        where pair.New.Class != pair.Old.Class
        select Finding.Forbidden(pair.Path.Field("class"), $"cannot change from {Name(pair.Old.Class)} to {Name(pair.New.Class)}");

    private static string Name(string? storageClass) => storageClass is null ? "the default class" : Print.Value(storageClass);

    private static IEnumerable<Finding> IdsUnique(KafkaCluster cluster, RuleInput input)
    {
        foreach (var group in NodeGroup.Of(cluster))
        {
            var seen = new HashSet<int>();
            foreach (var (index, volume) in group.Volumes)
            {
                var path = group.VolumesPath.Index(index).Field("id");
                if (volume.Id < 0)
                    yield return Finding.Invalid(path, volume.Id, "must be at least 0");
                if (!seen.Add(volume.Id))
                    yield return Finding.Duplicate(path, Print.Value(volume.Id));
            }
        }
    }

    private static IEnumerable<Finding> NotRemoved(KafkaCluster old, KafkaCluster cluster, RuleInput input) =>
        from pair in NodeGroup.Pairs(old, cluster)
        where pair.New.Role.Storage is not null
        from gone in pair.Old.Volumes.Select(entry => entry.Volume.Id).Except(pair.New.Volumes.Select(entry => entry.Volume.Id))
        select Finding.Forbidden(pair.New.VolumesPath, $"volume {gone} still hosts replicas; volumes can be added but not removed");

    /// <summary>Volumes of the same group and id, with the place of the new one. Of a doubled id only the first counts; KC-031 speaks of the rest.</summary>
    private static IEnumerable<(Volume Old, Volume New, FieldPath Path)> Same(KafkaCluster old, KafkaCluster cluster) =>
        from pair in NodeGroup.Pairs(old, cluster)
        from before in pair.Old.Volumes.DistinctBy(entry => entry.Volume.Id)
        from after in pair.New.Volumes.DistinctBy(entry => entry.Volume.Id)
        where before.Volume.Id == after.Volume.Id
        select (before.Volume, after.Volume, pair.New.VolumesPath.Index(after.Index));
}
