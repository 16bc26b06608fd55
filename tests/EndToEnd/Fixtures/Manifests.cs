namespace GitOpsKafka.Tests.EndToEnd.Fixtures;

/// <summary>Manifests as a platform team writes them.</summary>
internal static class Manifests
{
    /// <summary>Volumes, heap and requests equal those of Floor/nodes.yaml.</summary>
    public const string Orders = """
        apiVersion: gitopskafka.io/v1alpha1
        kind: KafkaCluster
        metadata: {name: orders, namespace: streaming}
        spec:
          version: 4.3.1
          controllers:
            replicas: 3
            storage: {volumes: [{id: 0, size: 1Gi}]}
            resources: {requests: {cpu: 50m, memory: 384Mi}}
            jvm: {heap: 256Mi}
          brokers:
            replicas: 3
            storage: {volumes: [{id: 0, size: 1Gi}]}
            resources: {requests: {cpu: 50m, memory: 384Mi}}
            jvm: {heap: 256Mi}
          config: {default.replication.factor: 3, min.insync.replicas: 2}

        """;

    public static string Topic(string name) => $$"""
        apiVersion: gitopskafka.io/v1alpha1
        kind: KafkaTopic
        metadata: {name: {{name}}, namespace: streaming}
        spec:
          clusterRef: {name: orders}
          partitions: 3
          replicationFactor: 3
          config: {min.insync.replicas: 2}

        """;
}
