using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules.KafkaSettings;

namespace GitOpsKafka.Platform.Rules.Clusters;

/// <summary>KC-055, 056 and 069: legal, but risky.</summary>
internal static class RiskRules
{
    public static IEnumerable<Rule> All { get; } =
    [
        Rule.State<KafkaCluster>("KC-055", Severity.Warn, "No setting that loses records or hides topics",
            "These defaults of old suit neither Git nor durable data.", Risky),
        Rule.State<KafkaCluster>("KC-056", Severity.Deny, "message.max.bytes fits fetches and requests",
            "A record larger than a request can be configured, but never sent.", MessageFits),
        Rule.Transition<KafkaCluster>("KC-069", Severity.Warn, "One kind of change at a time",
            "A version cannot be rolled back while a change that came with it must stay.", OneKind),
    ];

    private static IEnumerable<Finding> Risky(KafkaCluster cluster, RuleInput input)
    {
        var settings = cluster.Settings();
        if (settings.IsTrue("auto.create.topics.enable"))
            yield return Finding.Remark(Settings.Path("auto.create.topics.enable"), "auto.create.topics.enable=true creates topics that no manifest knows");
        if (settings.IsTrue("unclean.leader.election.enable"))
            yield return Finding.Remark(Settings.Path("unclean.leader.election.enable"), "unclean.leader.election.enable=true can lose acknowledged records");
        if (settings.IsFalse("delete.topic.enable"))
            yield return Finding.Remark(Settings.Path("delete.topic.enable"), "delete.topic.enable=false: deleted KafkaTopics will stay Terminating");
    }

    private static IEnumerable<Finding> MessageFits(KafkaCluster cluster, RuleInput input)
    {
        if (cluster.Settings().Number("message.max.bytes") is not { } message)
            yield break;
        var path = Settings.Path("message.max.bytes");
        if (cluster.Effective("socket.request.max.bytes") is { } request && message > request)
            yield return Finding.Invalid(path, $"{message}", $"exceeds socket.request.max.bytes {request}");
        else if (cluster.Effective("replica.fetch.max.bytes") is { } fetch && message > fetch)
            yield return Finding.Remark(path, $"message.max.bytes {message} exceeds replica.fetch.max.bytes {fetch}: large records replicate one by one").AsWarning();
    }

    private static IEnumerable<Finding> OneKind(KafkaCluster old, KafkaCluster cluster, RuleInput input)
    {
        if (old.Spec.Version == cluster.Spec.Version)
            yield break;
        var others = Others(old.Spec, cluster.Spec).ToArray();
        if (others.Length > 0)
            yield return Finding.Remark(FieldPath.Spec.Field("version"), $"split version and {string.Join(" and ", others)} changes to make rollback possible");
    }

    private static IEnumerable<string> Others(KafkaClusterSpec old, KafkaClusterSpec spec)
    {
        if (!old.Config.OrderBy(entry => entry.Key, StringComparer.Ordinal).SequenceEqual(spec.Config.OrderBy(entry => entry.Key, StringComparer.Ordinal)))
            yield return "configuration";
        if (!Sizes(old).SequenceEqual(Sizes(spec)))
            yield return "storage";
    }

    private static IEnumerable<Volume> Sizes(KafkaClusterSpec spec) => new[] { spec.Brokers, spec.Controllers, spec.Zookeeper }.SelectMany(role => role?.Storage?.Volumes ?? []);
}
