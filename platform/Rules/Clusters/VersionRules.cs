using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules.KafkaSettings;

namespace GitOpsKafka.Platform.Rules.Clusters;

/// <summary>KC-017 to KC-020: which versions there are and how to get from one to another. <c>status.version</c>, the lowest that runs, is the evidence.</summary>
internal static class VersionRules
{
    public static IEnumerable<Rule> All { get; } =
    [
        Rule.State<KafkaCluster>("KC-017", Severity.Deny, "The version is supported",
            "Settings, images and upgrade paths are known for these versions only.", Supported),
        Rule.Transition<KafkaCluster>("KC-018", Severity.Deny, "No downgrade below the metadata version",
            "An older Kafka cannot read newer metadata and would not start.", NoDowngrade),
        Rule.Transition<KafkaCluster>("KC-019", Severity.Deny, "Upgrades to 4.x start from 3.3 or newer",
            "Kafka 4 reads metadata from 3.3 on: https://kafka.apache.org/40/documentation.html#upgrade.", NoSkip),
        Rule.Transition<KafkaCluster>("KC-020", Severity.Deny, "One upgrade at a time",
            "Three versions at once in one cluster is a state that nobody tests.", OneUpgrade),
    ];

    private static FieldPath Path => FieldPath.Spec.Field("version");

    private static IEnumerable<Finding> Supported(KafkaCluster cluster, RuleInput input)
    {
        if (KafkaVersions.Find(cluster.Spec.Version) is null)
            yield return Finding.Unsupported(Path, Print.Value(cluster.Spec.Version), KafkaVersions.All.Select(version => version.Text));
    }

    /// <summary>Back to what some node still runs is a way out of a failed upgrade; metadata is raised only after the last node.</summary>
    private static IEnumerable<Finding> NoDowngrade(KafkaCluster old, KafkaCluster cluster, RuleInput input)
    {
        if (KafkaVersions.Find(cluster.Spec.Version) is { } wanted && KafkaVersions.Find(old.Status?.Version) is { } running
            && KafkaVersions.IsOlder(wanted.Text, running.Text) && wanted.MetadataVersion != running.MetadataVersion && old.Spec.Version != cluster.Spec.Version)
        {
            yield return Finding.Forbidden(Path, $"cannot downgrade to {wanted.Text}: metadata version is {running.MetadataVersion}");
        }
    }

    private static IEnumerable<Finding> NoSkip(KafkaCluster old, KafkaCluster cluster, RuleInput input)
    {
        var running = old.Status?.Version ?? old.Spec.Version;
        if (cluster.Spec.Version != old.Spec.Version && KafkaVersions.IsOlder(running, "3.3") && !KafkaVersions.IsOlder(cluster.Spec.Version, "4.0") && KafkaVersions.Find(cluster.Spec.Version) is { } wanted)
            yield return Finding.Forbidden(Path, $"upgrade {Minor(running)} → {wanted.Minor} must pass through 3.9");
    }

    private static IEnumerable<Finding> OneUpgrade(KafkaCluster old, KafkaCluster cluster, RuleInput input)
    {
        if (old.Status?.Version is { } running && running != old.Spec.Version && cluster.Spec.Version != old.Spec.Version && cluster.Spec.Version != running)
            yield return Finding.Forbidden(Path, $"upgrade {running}→{old.Spec.Version} in progress; wait for it or go back to {running}");
    }

    private static string Minor(string version) => string.Join('.', version.Split('.').Take(2));
}
