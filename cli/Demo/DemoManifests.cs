namespace GitOpsKafka.Cli.Demo;

/// <summary>What the demo's platform team commits.</summary>
internal static class DemoManifests
{
    public static string Cluster(string version, int brokers) => $$"""
        apiVersion: gitopskafka.io/v1alpha1
        kind: KafkaCluster
        metadata: {name: orders, namespace: streaming}
        spec:
          version: {{version}}
          controllers:
            replicas: 3
            storage: {volumes: [{id: 0, size: 10Gi}]}
          brokers:
            replicas: {{brokers}}
            storage: {volumes: [{id: 0, size: 100Gi}]}
          config:
            default.replication.factor: 3
            min.insync.replicas: 2
            offsets.topic.replication.factor: 3
            transaction.state.log.replication.factor: 3
            transaction.state.log.min.isr: 2

        """;

    public static string Topic(string name, int partitions, int replicationFactor = 3, string config = "retention.ms: 604800000") => $$"""
        apiVersion: gitopskafka.io/v1alpha1
        kind: KafkaTopic
        metadata: {name: {{name}}, namespace: streaming}
        spec:
          clusterRef: {name: orders}
          partitions: {{partitions}}
          replicationFactor: {{replicationFactor}}
          config: { {{config}} }

        """;
}
