using System.Text.RegularExpressions;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rules.Topics;

/// <summary>KT-01 to KT-06: the name in Kafka.</summary>
internal static partial class TopicNameRules
{
    private static readonly string[] Internal = ["__consumer_offsets", "__transaction_state", "__share_group_state", "__cluster_metadata", "__remote_log_metadata"];

    public static IEnumerable<Rule> All { get; } =
    [
        Rule.State<KafkaTopic>("KT-01", Severity.Deny, "The name is legal in Kafka",
            "Kafka refuses any other name: https://github.com/apache/kafka/blob/4.2/clients/src/main/java/org/apache/kafka/common/internals/Topic.java.", Legal),
        Rule.State<KafkaTopic>("KT-02", Severity.Deny, "No other topic differs in dots and underscores only",
            "Kafka writes dots as underscores in metrics, and refuses the second of two such topics.", Collides),
        Rule.State<KafkaTopic>("KT-03", Severity.Warn, "A name has dots or underscores, not both",
            "Sooner or later two such names collide.", Mixed),
        Rule.State<KafkaTopic>("KT-04", Severity.Deny, "Kafka's own topics are not managed",
            "Kafka creates and changes them itself.", Reserved),
        Rule.Transition<KafkaTopic>("KT-05", Severity.Deny, "The name cannot be changed",
            "Kafka cannot rename a topic: the records would stay behind.", Immutable),
        Rule.State<KafkaTopic>("KT-06", Severity.Deny, "One resource manages one topic",
            "Two resources would undo each other's changes for ever.", Duplicate),
    ];

    private static IEnumerable<Finding> Legal(KafkaTopic topic, RuleInput input)
    {
        if (!LegalName().IsMatch(topic.TopicName))
            yield return Finding.Invalid(Path(topic), Print.Value(topic.TopicName), "must match [a-zA-Z0-9._-]{1,249}");
        else if (topic.TopicName is "." or "..")
            yield return Finding.Invalid(Path(topic), Print.Value(topic.TopicName), "must not be \".\" or \"..\"");
    }

    private static IEnumerable<Finding> Collides(KafkaTopic topic, RuleInput input) => Others(topic, input)
        .Where(other => other.TopicName != topic.TopicName && Metric(other) == Metric(topic))
        .Select(other => Finding.Invalid(Path(topic), Print.Value(topic.TopicName), $"collides with {Print.Value(other.TopicName)} (metric names)"));

    private static IEnumerable<Finding> Mixed(KafkaTopic topic, RuleInput input)
    {
        if (topic.TopicName.Contains('.') && topic.TopicName.Contains('_'))
            yield return Finding.Remark(Path(topic), $"{Print.Value(topic.TopicName)} mixes \".\" and \"_\": metric names may collide");
    }

    private static IEnumerable<Finding> Reserved(KafkaTopic topic, RuleInput input)
    {
        if (Internal.Contains(topic.TopicName))
            yield return Finding.Forbidden(Path(topic), "internal topic");
    }

    private static IEnumerable<Finding> Immutable(KafkaTopic old, KafkaTopic topic, RuleInput input)
    {
        if (old.TopicName != topic.TopicName)
            yield return Finding.Forbidden(FieldPath.Spec.Field("topicName"), "is immutable; create a new KafkaTopic");
    }

    private static IEnumerable<Finding> Duplicate(KafkaTopic topic, RuleInput input) => Others(topic, input)
        .Where(other => other.TopicName == topic.TopicName)
        .Select(other => Finding.Duplicate(Path(topic), Print.Value(topic.TopicName), $"managed by {other.Metadata.Namespace}/{other.Metadata.Name}"));

    private static IEnumerable<KafkaTopic> Others(KafkaTopic topic, RuleInput input) => input.Neighbours.LivingTopicsOf(topic.TryClusterKey())
        .Where(other => (other.Metadata.Namespace, other.Metadata.Name) != (topic.Metadata.Namespace, topic.Metadata.Name));

    private static string Metric(KafkaTopic topic) => topic.TopicName.Replace('.', '_');

    private static FieldPath Path(KafkaTopic topic) => topic.Spec.TopicName is null ? FieldPath.Root.Field("metadata").Field("name") : FieldPath.Spec.Field("topicName");

    [GeneratedRegex("^[a-zA-Z0-9._-]{1,249}\\z")]
    private static partial Regex LegalName();
}
