using System.Collections.Immutable;
using System.Text;
using GitOpsKafka.Platform.Manifests;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Benchmarks;

/// <summary>A platform of one cluster and many topics, as a team would write it.</summary>
internal static class Workload
{
    public const string Namespace = "streaming";

    public static Commit Commit { get; } = new(
        ResourceKey.Of("GitSource", "gitopskafka", "platform"), "https://git.example.com/platform.git", "main", new string('a', 40),
        "Ada <ada@example.com>", "Ada <ada@example.com>", "Describe the platform", DateTimeOffset.UnixEpoch, 1);

    /// <summary>Path → text: one file for the cluster and one for each topic.</summary>
    public static Dictionary<string, string?> Files(int topics)
    {
        var files = Enumerable.Range(0, topics).ToDictionary(number => $"topics/orders-{number:0000}.yaml", number => (string?)Topic($"orders-{number:0000}", 3));
        files["clusters/orders.yaml"] = Cluster();
        return files;
    }

    public static string Topic(string name, int replicationFactor, string @namespace = Namespace) => $$"""
        apiVersion: gitopskafka.io/v1alpha1
        kind: KafkaTopic
        metadata:
          name: {{name}}
          namespace: {{@namespace}}
        spec:
          clusterRef: {name: orders}
          partitions: 3
          replicationFactor: {{replicationFactor}}
          config:
            cleanup.policy: delete
            retention.ms: 604800000

        """;

    public static DesiredResource Desired(string file, string text) =>
        ManifestParser.Parse(file, Encoding.UTF8.GetBytes(text), ManifestLimits.Default) is { Resources: [var resource] }
            ? resource
            : throw new InvalidOperationException($"{file} is no manifest of one resource");

    /// <summary>The topics as Kafka has them once everything is done.</summary>
    public static ImmutableDictionary<ResourceKey, ImmutableSortedDictionary<string, TopicView>> InKafka(Revision revision) =>
        revision.Resources.Values.Select(resource => resource.Value).OfType<KafkaTopic>()
            .GroupBy(topic => topic.ClusterKey)
            .ToImmutableDictionary(group => group.Key, group => group.ToImmutableSortedDictionary(topic => topic.TopicName, View, StringComparer.Ordinal));

    private static TopicView View(KafkaTopic topic)
    {
        ImmutableArray<int> replicas = [.. Enumerable.Range(0, topic.Spec.ReplicationFactor)];
        return new TopicView(
            topic.TopicName,
            [.. Enumerable.Range(0, topic.Spec.Partitions).Select(id => new PartitionView(id, 0, replicas, replicas))],
            topic.Spec.Config.ToImmutableSortedDictionary(setting => setting.Key, setting => setting.Value.Text, StringComparer.Ordinal));
    }

    private static string Cluster() => """
        apiVersion: gitopskafka.io/v1alpha1
        kind: KafkaCluster
        metadata:
          name: orders
          namespace: streaming
        spec:
          version: 4.2.1
          controllers: {replicas: 3}
          brokers: {replicas: 3}
          config:
            default.replication.factor: 3
            min.insync.replicas: 2

        """;
}
