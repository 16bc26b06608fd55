using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rules.General;

/// <summary>GEN-07, GEN-08 and KT-24: what may be deleted.</summary>
internal static class DeletionRules
{
    /// <summary>Annotation that lets a cluster go although topics refer to it: <c>"true"</c>.</summary>
    public const string Cascade = Marks.Prefix + "cascade";

    public static IEnumerable<Rule> All { get; } =
    [
        Rule.Delete<KafkaCluster>("GEN-07", Severity.Deny, "A protected cluster cannot be deleted",
            "Deleting a cluster deletes what it stores.", Protected),
        Rule.Delete<KafkaCluster>("GEN-08", Severity.Deny, "A cluster that others refer to cannot be deleted",
            "Its topics would be lost with it, and their resources would wait for ever.", Referenced),
        Rule.Delete<KafkaTopic>("KT-24", Severity.Deny, "A protected topic cannot be deleted",
            "Kafka cannot bring back the records of a deleted topic.", Protected),
    ];

    private static FieldPath Protection => FieldPath.Spec.Field("deletionProtection");

    private static IEnumerable<Finding> Protected(KafkaCluster cluster, RuleInput input)
    {
        if (cluster.Spec.DeletionProtection)
            yield return Finding.Forbidden(Protection, "set it to false before deleting");
    }

    private static IEnumerable<Finding> Protected(KafkaTopic topic, RuleInput input)
    {
        if (topic.Spec.DeletionProtection)
            yield return Finding.Forbidden(Protection, $"topic {Print.Value(topic.TopicName)} is protected; set deletionProtection: false first");
    }

    private static IEnumerable<Finding> Referenced(KafkaCluster cluster, RuleInput input)
    {
        var topics = input.Neighbours.LivingTopicsOf(cluster.TryKey()).Count();
        if (topics > 0 && cluster.Metadata.Annotations.GetValueOrDefault(Cascade) != "true")
        {
            yield return Finding.Forbidden(FieldPath.Root.Field("metadata").Field("name"),
                $"{Print.Count(topics, "KafkaTopic")} still {(topics == 1 ? "references" : "reference")} this cluster; delete them first or set annotation {Cascade}: \"true\"");
        }
    }
}
