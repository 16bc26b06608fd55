namespace GitOpsKafka.Cli.Demo;

/// <summary>What the demo's platform team commits. Immutable.</summary>
/// <param name="Node">What each node has, as entries of a YAML flow mapping.</param>
/// <param name="Listeners">A YAML flow sequence.</param>
internal sealed record DemoManifests(string Namespace, string Node, string Listeners)
{
    /// <summary>The listener by which the demo reaches brokers on a real cluster.</summary>
    public const string OutsideListener = "demo";

    private const string Plain = "{name: plain, port: 9092}";

    public static DemoManifests Embedded { get; } = new("streaming", "storage: {volumes: [{id: 0, size: 100Gi}]}", $"[{Plain}]");

    /// <summary>Nodes that fit on a laptop.</summary>
    public static DemoManifests OnCluster(string @namespace) => new(
        @namespace,
        "storage: {volumes: [{id: 0, size: 1Gi}], reclaimPolicy: Delete}, resources: {requests: {cpu: 50m, memory: 384Mi}}, jvm: {heap: 256Mi}",
        $"[{Plain}, {{name: {OutsideListener}, port: 9094, type: nodeport}}]");

    public string Cluster(string version, int brokers) => $$"""
        apiVersion: gitopskafka.io/v1alpha1
        kind: KafkaCluster
        metadata: {name: orders, namespace: {{Namespace}}}
        spec:
          version: {{version}}
          listeners: {{Listeners}}
          controllers: {replicas: 3, {{Node}}}
          brokers: {replicas: {{brokers}}, {{Node}}}
          config:
            default.replication.factor: 3
            min.insync.replicas: 2
            offsets.topic.replication.factor: 3
            transaction.state.log.replication.factor: 3
            transaction.state.log.min.isr: 2

        """;

    public string Topic(string name, int partitions, int replicationFactor = 3, string config = "retention.ms: 604800000") => $$"""
        apiVersion: gitopskafka.io/v1alpha1
        kind: KafkaTopic
        metadata: {name: {{name}}, namespace: {{Namespace}}}
        spec:
          clusterRef: {name: orders}
          partitions: {{partitions}}
          replicationFactor: {{replicationFactor}}
          config: { {{config}} }

        """;
}
