using GitOpsKafka.Cli.Demo;

namespace GitOpsKafka.Tests.Integration.Fixtures;

/// <summary>Manifests as a platform team writes them.</summary>
internal static class Manifests
{
    public static string Cluster(string name, int brokers = 3, string version = "4.2.1", string config = "default.replication.factor: 3, min.insync.replicas: 2") => $$"""
        apiVersion: gitopskafka.io/v1alpha1
        kind: KafkaCluster
        metadata: {name: {{name}}, namespace: streaming}
        spec:
          version: {{version}}
          controllers: {replicas: 3}
          brokers: {replicas: {{brokers}}}
          config: { {{config}} }

        """;

    public static string Topic(string name, int partitions = 6, string config = "", int replicationFactor = 1) =>
        DemoManifests.Embedded.Topic(name, partitions, replicationFactor, config);
}
