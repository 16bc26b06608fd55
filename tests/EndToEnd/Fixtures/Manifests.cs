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

    /// <param name="settings">More of spec.config, such as <c>message.max.bytes: 2000000</c>.</param>
    public static string OrdersWith(string settings) => Orders.Replace("min.insync.replicas: 2}", $"min.insync.replicas: 2, {settings}}}", StringComparison.Ordinal);

    /// <summary>Combined nodes in racks, with a listener of each way to be secured, reached from inside and from outside.</summary>
    public const string Bakery = """
        apiVersion: gitopskafka.io/v1alpha1
        kind: KafkaCluster
        metadata: {name: bakery, namespace: shops}
        spec:
          version: 4.3.1
          brokers:
            replicas: 3
            storage: {volumes: [{id: 0, size: 1Gi}]}
            resources: {requests: {cpu: 50m, memory: 384Mi}}
            jvm: {heap: 256Mi}
          rack: {topologyKey: topology.kubernetes.io/zone}
          listeners:
            - {name: plain, port: 9092}
            - {name: tls, port: 9093, tls: true, authentication: {type: mtls}}
            - {name: open, port: 9094, type: nodeport}
            - {name: sealed, port: 9095, type: nodeport, tls: true}
            - {name: known, port: 9096, type: nodeport, tls: true, authentication: {type: mtls}}
            - {name: scram, port: 9097, type: nodeport, tls: true, authentication: {type: scram-sha-512}}
            - {name: balanced, port: 9098, type: loadbalancer, tls: true}
          config: {default.replication.factor: 3, min.insync.replicas: 2}

        """;

    /// <summary>One controller and one broker, whose volume goes with the cluster.</summary>
    public static string Library(string size) => $$"""
        apiVersion: gitopskafka.io/v1alpha1
        kind: KafkaCluster
        metadata: {name: library, namespace: books}
        spec:
          version: 4.3.1
          controllers:
            replicas: 1
            storage: {volumes: [{id: 0, size: "{{size}}"}]}
            resources: {requests: {cpu: 50m, memory: 384Mi} }
            jvm: {heap: 256Mi}
          brokers:
            replicas: 1
            storage: {volumes: [{id: 0, size: "{{size}}"}], reclaimPolicy: Delete}
            resources: {requests: {cpu: 50m, memory: 384Mi} }
            jvm: {heap: 256Mi}
          config: {default.replication.factor: 1, offsets.topic.replication.factor: 1}

        """;

    /// <summary>A topic that waits for a cluster that nobody makes.</summary>
    public const string Catalogue = """
        apiVersion: gitopskafka.io/v1alpha1
        kind: KafkaTopic
        metadata: {name: catalogue.v1, namespace: books}
        spec: {clusterRef: {name: annex}, partitions: 1, replicationFactor: 1}

        """;

    /// <summary>One topic of <see cref="Ledger"/>.</summary>
    public const string Postings = """
        apiVersion: gitopskafka.io/v1alpha1
        kind: KafkaTopic
        metadata: {name: postings.v1, namespace: shops}
        spec:
          clusterRef: {name: ledger}
          partitions: 3
          replicationFactor: 1
          config: {retention.ms: 86400000}

        """;

    /// <summary>As few nodes as there can be, which know each other by certificates, under access control.</summary>
    /// <param name="deleteDelay">A setting that brokers take on while they run, in ms.</param>
    public static string Ledger(string deleteDelay) => $$$"""
        apiVersion: gitopskafka.io/v1alpha1
        kind: KafkaCluster
        metadata: {name: ledger, namespace: shops}
        spec:
          version: 4.3.1
          controllers:
            replicas: 1
            storage: {volumes: [{id: 0, size: 1Gi}]}
            resources: {requests: {cpu: 50m, memory: 384Mi}}
            jvm: {heap: 256Mi}
          brokers:
            replicas: 1
            storage: {volumes: [{id: 0, size: 1Gi}]}
            resources: {requests: {cpu: 50m, memory: 384Mi}}
            jvm: {heap: 256Mi}
          internalTls: true
          listeners:
            - {name: tls, port: 9093, tls: true, authentication: {type: mtls}}
          authorization: {type: simple}
          config:
            default.replication.factor: 1
            min.insync.replicas: 1
            offsets.topic.replication.factor: 1
            transaction.state.log.replication.factor: 1
            transaction.state.log.min.isr: 1
            log.segment.delete.delay.ms: {{{deleteDelay}}}

        """;

    /// <summary>The smallest cluster with nodes of each role, and a topic in it.</summary>
    /// <param name="quorum"><c>controllers</c> or <c>zookeeper</c>.</param>
    public static string Small(string name, string version, string quorum) => $$$"""
        apiVersion: gitopskafka.io/v1alpha1
        kind: KafkaCluster
        metadata: {name: {{{name}}}, namespace: versions}
        spec:
          version: {{{version}}}
          {{{quorum}}}:
            replicas: {{{(quorum == "zookeeper" ? 3 : 1)}}}
            storage: {volumes: [{id: 0, size: 1Gi}]}
            resources: {requests: {cpu: 50m, memory: 128Mi}}
            jvm: {heap: {{{(quorum == "zookeeper" ? "64Mi" : "256Mi")}}}}
          brokers:
            replicas: 1
            storage: {volumes: [{id: 0, size: 1Gi}]}
            resources: {requests: {cpu: 50m, memory: 384Mi}}
            jvm: {heap: 256Mi}
          config: {offsets.topic.replication.factor: 1}
          metrics: {jmxExporter: true}
        ---
        apiVersion: gitopskafka.io/v1alpha1
        kind: KafkaTopic
        metadata: {name: {{{name}}}, namespace: versions}
        spec:
          clusterRef: {name: {{{name}}}}
          partitions: 3
          replicationFactor: 1

        """;

    /// <summary>A listener that needs Services and Ingresses.</summary>
    public const string Ingress = """
            - name: outside
              port: 9095
              type: ingress
              tls: true
              external: {bootstrapHost: kafka.example.com, brokerHost: "kafka-{id}.example.com"}

        """;

    /// <summary>As few nodes as there can be, with all that takes a right of its own: racks, certificates, volumes; and a topic.</summary>
    /// <param name="listener">A second one, or empty.</param>
    public static string Trial(string size, string listener) => $$$"""
        apiVersion: gitopskafka.io/v1alpha1
        kind: KafkaCluster
        metadata: {name: trial, namespace: trial}
        spec:
          version: 4.3.1
          controllers:
            replicas: 1
            storage: {volumes: [{id: 0, size: {{{size}}}}]}
            resources: {requests: {cpu: 50m, memory: 384Mi}}
            jvm: {heap: 256Mi}
          brokers:
            replicas: 1
            storage: {volumes: [{id: 0, size: {{{size}}}}], reclaimPolicy: Delete}
            resources: {requests: {cpu: 50m, memory: 384Mi}}
            jvm: {heap: 256Mi}
          rack: {topologyKey: topology.kubernetes.io/zone}
          internalTls: true
          config: {default.replication.factor: 1, offsets.topic.replication.factor: 1}
          listeners:
            - {name: plain, port: 9092}
        {{{listener}}}---
        {{{TrialTopic("trial", "retention.ms: 86400000")}}}
        """;

    public static string TrialTopic(string name, string config) => $$$"""
        apiVersion: gitopskafka.io/v1alpha1
        kind: KafkaTopic
        metadata: {name: {{{name}}}, namespace: trial}
        spec: {clusterRef: {name: trial}, partitions: 3, replicationFactor: 1, config: { {{{config}}} }}

        """;

    /// <summary>An object that says it is made from the cluster <c>trial</c>.</summary>
    /// <param name="uid">The uid of that cluster.</param>
    public static string Left(string apiVersion, string kind, string body, string uid) => $$"""
        apiVersion: {{apiVersion}}
        kind: {{kind}}
        metadata:
          name: left
          namespace: trial
          labels: {left: "yes", gitopskafka.io/cluster: trial}
          ownerReferences: [{apiVersion: gitopskafka.io/v1alpha1, kind: KafkaCluster, name: trial, uid: {{uid}}, controller: true}]
        {{body}}

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
