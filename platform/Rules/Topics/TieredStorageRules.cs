using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules.KafkaSettings;

namespace GitOpsKafka.Platform.Rules.Topics;

/// <summary>KT-22: remote storage. Source: https://kafka.apache.org/documentation/#tiered_storage.</summary>
internal static class TieredStorageRules
{
    private const string Enable = "remote.storage.enable";
    private const string Why = "Kafka refuses the topic, or segments in remote storage are left behind.";

    private static readonly (string Local, string Total)[] Retentions = [("local.retention.ms", "retention.ms"), ("local.retention.bytes", "retention.bytes")];

    public static IEnumerable<Rule> All { get; } =
    [
        Rule.State<KafkaTopic>("KT-22", Severity.Deny, "Remote storage is for topics that delete, and local retention within the whole", Why, Consistent),
        Rule.Transition<KafkaTopic>("KT-22", Severity.Deny, "Remote storage is given up only together with its data", Why, GivenUp),
    ];

    private static IEnumerable<Finding> Consistent(KafkaTopic topic, RuleInput input)
    {
        var settings = topic.Settings();
        if (!settings.IsTrue(Enable))
            yield break;
        if (Cleanup.IsCompacted(topic, input.Neighbours.ClusterOf(topic)))
            yield return Finding.Forbidden(Settings.Path(Enable), "not supported with cleanup.policy=compact");
        foreach (var (local, total) in Retentions)
        {
            if (settings.Number(local) is >= 0 and { } near && settings.Number(total) is >= 0 and { } all && near > all)
                yield return Finding.Invalid(Settings.Path(local), $"{near}", $"must not exceed {total} {all}");
        }
    }

    private static IEnumerable<Finding> GivenUp(KafkaTopic old, KafkaTopic topic, RuleInput input)
    {
        if (old.Settings().IsTrue(Enable) && !topic.Settings().IsTrue(Enable) && !topic.Settings().IsTrue("remote.log.delete.on.disable"))
            yield return Finding.Forbidden(Settings.Path(Enable), "can be disabled only with remote.log.delete.on.disable=true, which deletes the remote data");
    }
}
