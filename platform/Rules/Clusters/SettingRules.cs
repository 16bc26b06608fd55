using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules.KafkaSettings;

namespace GitOpsKafka.Platform.Rules.Clusters;

/// <summary>KC-050 to KC-054: one setting at a time. A setting breaks at most one of them: the first that applies.</summary>
internal static class SettingRules
{
    // A manifest with thousands of unknown settings is no typing mistake; searching names for each would cost seconds.
    private const int MostSuggestions = 10;

    public static IEnumerable<Rule> All { get; } =
    [
        Rule.State<KafkaCluster>("KC-050", Severity.Deny, "Settings that the operator manages are not set",
            "Two writers of one setting: the node would not find its peers.", (cluster, _) => Of(cluster, SettingClass.Managed)
                .Select(setting => Finding.Forbidden(setting.Path, "managed by the operator; leave it out"))),
        Rule.State<KafkaCluster>("KC-051", Severity.Deny, "Settings exist in the version",
            "Kafka ignores a setting that it no longer has: what it did is gone without a word.", (cluster, _) => Of(cluster, SettingClass.Removed)
                .Select(setting => Finding.Forbidden(setting.Path, Removal(setting.Removed!)))),
        Rule.State<KafkaCluster>("KC-052", Severity.Warn, "Settings are known to Kafka",
            "Kafka ignores a misspelt setting. Settings of plug-ins are unknown, too, and right.", (cluster, _) => Of(cluster, SettingClass.Unknown)
                .Select((setting, index) => Finding.FieldRemark(setting.Path, $"unknown for Kafka {cluster.VersionOrNewest().Minor}{(index < MostSuggestions ? Suggestion(cluster, setting.Name) : "")}"))),
        Rule.State<KafkaCluster>("KC-053", Severity.Deny, "Values are of the right type and range",
            "The node would not start.", (cluster, _) => Of(cluster, SettingClass.Known)
                .Select(setting => SettingCheck.Of(setting.Fact!, setting.Path, setting.Text)).OfType<Finding>()),
        Rule.State<KafkaCluster>("KC-054", Severity.Deny, "Settings hold no line breaks or control characters",
            "A line break would smuggle further settings into server.properties.", (cluster, _) => Of(cluster, SettingClass.Broken)
                .Select(setting => Finding.InvalidUnseen(setting.Path, setting.Name.Concat(setting.Text).Any(c => c is '\n' or '\r') ? "contains a line break" : "contains a control character"))),
    ];

    private static IEnumerable<ClassifiedSetting> Of(KafkaCluster cluster, SettingClass wanted) =>
        cluster.Spec.Config.Where(entry => entry.Value is not null)
            .Select(entry => ClassifiedSetting.Of(cluster.VersionOrNewest(), entry.Key, entry.Value.Text))
            .Where(setting => setting.Class == wanted);

    private static string Removal(SettingFact fact) => fact.RemovedIn is { } release ? $"removed in Kafka {release}" : $"removed after Kafka {fact.Minors[^1]}";

    private static string Suggestion(KafkaCluster cluster, string name) =>
        SettingSuggestion.Nearest(SettingScope.Broker, cluster.VersionOrNewest(), name) is { } nearest ? $"; did you mean \"{nearest}\"?" : "";
}
