using System.Collections.Immutable;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules.KafkaSettings;

namespace GitOpsKafka.Platform.Rules.Topics;

/// <summary>
/// KT-15, 17, 21, 23 and 27: one setting at a time. Without the cluster the version is unknown; then only what no supported version takes is refused.
/// </summary>
internal static class TopicSettingRules
{
    private const int MostSuggestions = 10;

    public static IEnumerable<Rule> All { get; } =
    [
        Rule.State<KafkaTopic>("KT-15", Severity.Deny, "cleanup.policy is a list of delete and compact",
            "Kafka refuses anything else.", (topic, input) => Values(topic, input, name => name == Cleanup.Name)),
        Rule.State<KafkaTopic>("KT-17", Severity.Deny, "Values are of the right type and range",
            "Kafka refuses the topic.", (topic, input) => Values(topic, input, name => name != Cleanup.Name)),
        Rule.State<KafkaTopic>("KT-21", Severity.Deny, "Settings are known to Kafka and not managed",
            "Kafka refuses a topic with an unknown setting; throttles are written while partitions move.", Known),
        Rule.State<KafkaTopic>("KT-23", Severity.Warn, "No unclean leader election",
            "A replica that lags becomes leader, and what it lacks is gone.", Unclean),
        Rule.State<KafkaTopic>("KT-27", Severity.Deny, "Values are strings, numbers or booleans",
            "Kafka knows text only.", Scalars),
    ];

    private static IEnumerable<Finding> Values(KafkaTopic topic, RuleInput input, Func<string, bool> isMine) => Entries(topic)
        .Where(entry => isMine(entry.Key))
        .Select(entry => Value(Versions(topic, input), entry.Key, entry.Value.Text))
        .OfType<Finding>();

    private static Finding? Value(ImmutableArray<KafkaVersion> versions, string name, string text)
    {
        if (text.Any(char.IsControl))
            return Finding.InvalidUnseen(Settings.Path(name), "contains a line break or control character");
        Finding? refusal = null;
        foreach (var fact in versions.Select(version => SettingTable.Find(SettingScope.Topic, version, name)).OfType<SettingFact>())
        {
            refusal = SettingCheck.Of(fact, Settings.Path(name), text);
            if (refusal is null)
                return null;
        }

        return refusal;
    }

    private static IEnumerable<Finding> Known(KafkaTopic topic, RuleInput input) => Entries(topic)
        .Where(entry => ManagedSettings.IsManagedOfTopic(entry.Key) || Versions(topic, input).All(version => SettingTable.Find(SettingScope.Topic, version, entry.Key) is null))
        .Select((entry, index) => Finding.Forbidden(Settings.Path(entry.Key), Reason(Versions(topic, input)[^1], entry.Key, index < MostSuggestions)));

    private static string Reason(KafkaVersion version, string name, bool suggest)
    {
        if (ManagedSettings.IsManagedOfTopic(name))
            return "managed by the operator";
        if (SettingTable.Removed(SettingScope.Topic, version, name) is { } removed)
            return removed.RemovedIn is { } release ? $"removed in Kafka {release}" : $"removed after Kafka {removed.Minors[^1]}";
        return suggest && SettingSuggestion.Nearest(SettingScope.Topic, version, name) is { } nearest
            ? $"unknown topic setting; did you mean \"{nearest}\"?"
            : $"unknown topic setting for Kafka {version.Minor}";
    }

    private static IEnumerable<Finding> Unclean(KafkaTopic topic, RuleInput input)
    {
        const string Name = "unclean.leader.election.enable";
        if (topic.Settings().IsTrue(Name))
            yield return Finding.Remark(Settings.Path(Name), $"{Name}=true can lose acknowledged records");
    }

    /// <summary>Arrays and objects never become a <see cref="KafkaTopic"/>; see <see cref="ScalarSettings"/>.</summary>
    private static IEnumerable<Finding> Scalars(KafkaTopic topic, RuleInput input) => topic.Spec.Config
        .Where(entry => entry.Value is null)
        .Select(entry => ScalarSettings.Refusal(entry.Key, "null"));

    private static IEnumerable<KeyValuePair<string, ConfigValue>> Entries(KafkaTopic topic) => topic.Spec.Config.Where(entry => entry.Value is not null);

    private static ImmutableArray<KafkaVersion> Versions(KafkaTopic topic, RuleInput input) =>
        KafkaVersions.Find(input.Neighbours.ClusterOf(topic)?.Spec.Version) is { } version ? [version] : KafkaVersions.All;
}
