using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules.KafkaSettings;

namespace GitOpsKafka.Platform.Rules.Topics;

/// <summary>What becomes of old records: the topic's cleanup.policy, else the cluster's, else Kafka's default, delete.</summary>
internal static class Cleanup
{
    public const string Name = "cleanup.policy";

    public static bool IsCompacted(KafkaTopic topic, KafkaCluster? cluster) => Policy(topic, cluster).Contains("compact");

    public static bool Deletes(KafkaTopic topic, KafkaCluster? cluster) => Policy(topic, cluster).Contains("delete");

    private static string[] Policy(KafkaTopic topic, KafkaCluster? cluster) =>
        topic.Settings().Items(Name) ?? cluster?.Settings().Items("log.cleanup.policy") ?? ["delete"];
}
