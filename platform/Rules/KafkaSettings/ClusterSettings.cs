using System.Globalization;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rules.KafkaSettings;

/// <summary>What the settings of a cluster come to: what it sets, else Kafka's default.</summary>
internal static class ClusterSettings
{
    public static Settings Settings(this KafkaCluster cluster) => new(cluster.Spec.Config);

    public static Settings Settings(this KafkaTopic topic) => new(topic.Spec.Config);

    public static KafkaVersion VersionOrNewest(this KafkaCluster cluster) => KafkaVersions.Find(cluster.Spec.Version) ?? KafkaVersions.Newest;

    public static long? Effective(this KafkaCluster cluster, string name) => cluster.Settings().Number(name) ?? Default(cluster, name);

    /// <summary>How long topics without a setting of their own keep records; -1 for ever. The finest unit that is set wins, as in Kafka's log.retention.ms.</summary>
    public static long RetentionMs(this KafkaCluster? cluster)
    {
        if (cluster is null)
            return 604_800_000;
        var settings = cluster.Settings();
        return settings.Number("log.retention.ms") ?? Scaled(settings.Number("log.retention.minutes"), 60_000) ?? Scaled(cluster.Effective("log.retention.hours"), 3_600_000) ?? -1;
    }

    private static long? Default(KafkaCluster cluster, string name) =>
        long.TryParse(SettingTable.Find(SettingScope.Broker, cluster.VersionOrNewest(), name)?.Default, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static long? Scaled(long? amount, long unit) => amount switch
    {
        null => null,
        < 0 => -1,
        { } some when some > long.MaxValue / unit => long.MaxValue,
        { } some => some * unit,
    };
}
