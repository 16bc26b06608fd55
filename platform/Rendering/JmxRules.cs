namespace GitOpsKafka.Platform.Rendering;

/// <summary>
/// What the JMX exporter tells of nodes, beside the Java virtual machine itself: what dashboards and alerts need, and of each topic only its traffic.
/// With a rule for everything a broker has 12 000 lines. The first rule that fits is used.
/// Source: https://kafka.apache.org/documentation/#monitoring and https://zookeeper.apache.org/doc/r3.8.4/zookeeperJMX.html.
/// </summary>
internal static class JmxRules
{
    public const string Kafka = """
        lowercaseOutputName: true
        lowercaseOutputLabelNames: true
        includeObjectNames:
          - kafka.controller:type=KafkaController,*
          - kafka.controller:type=ControllerStats,*
          - kafka.log:type=LogManager,*
          - kafka.network:type=RequestMetrics,name=RequestsPerSec,*
          - kafka.network:type=RequestMetrics,name=TotalTimeMs,*
          - kafka.network:type=SocketServer,*
          - kafka.server:type=BrokerTopicMetrics,*
          - kafka.server:type=KafkaRequestHandlerPool,*
          - kafka.server:type=KafkaServer,*
          - kafka.server:type=ReplicaManager,*
          - kafka.server:type=SessionExpireListener,*
          - kafka.server:type=broker-metadata-metrics
          - kafka.server:type=raft-metrics
        rules:
          - pattern: kafka.server<type=ReplicaManager, name=(\w+)PerSec><>Count
            name: kafka_server_replicamanager_$1_total
            type: COUNTER
          - pattern: kafka.server<type=ReplicaManager, name=(\w+)><>Value
            name: kafka_server_replicamanager_$1
            type: GAUGE
          - pattern: kafka.server<type=BrokerTopicMetrics, name=(\w+)PerSec, topic=(.+)><>Count
            name: kafka_topic_$1_total
            labels: {topic: $2}
            type: COUNTER
          - pattern: kafka.server<type=BrokerTopicMetrics, name=(\w+)PerSec><>Count
            name: kafka_server_brokertopicmetrics_$1_total
            type: COUNTER
          - pattern: kafka.server<type=KafkaServer, name=BrokerState><>Value
            name: kafka_server_brokerstate
            type: GAUGE
          - pattern: kafka.server<type=KafkaRequestHandlerPool, name=RequestHandlerAvgIdlePercent><>OneMinuteRate
            name: kafka_server_requesthandler_idle_ratio
            type: GAUGE
          - pattern: kafka.server<type=SessionExpireListener, name=(\w+)PerSec><>Count
            name: kafka_server_sessionexpirelistener_$1_total
            type: COUNTER
          - pattern: kafka.server<type=broker-metadata-metrics><>(last-applied-record-lag-ms|last-applied-record-offset|metadata-load-error-count|metadata-apply-error-count)
            name: kafka_server_metadata_$1
            type: GAUGE
          - pattern: kafka.server<type=raft-metrics><>(current-leader|current-epoch|high-watermark|log-end-offset|commit-latency-avg|election-latency-avg|number-unknown-voter-connections)
            name: kafka_server_raft_$1
            type: GAUGE
          - pattern: kafka.controller<type=KafkaController, name=(\w+)><>Value
            name: kafka_controller_$1
            type: GAUGE
          - pattern: kafka.controller<type=ControllerStats, name=(\w+)PerSec><>Count
            name: kafka_controller_$1_total
            type: COUNTER
          - pattern: kafka.log<type=LogManager, name=(\w+)><>Value
            name: kafka_log_logmanager_$1
            type: GAUGE
          - pattern: kafka.network<type=RequestMetrics, name=RequestsPerSec, request=(\w+), version=(\d+)><>Count
            name: kafka_network_requests_total
            labels: {request: $1, version: $2}
            type: COUNTER
          - pattern: kafka.network<type=RequestMetrics, name=TotalTimeMs, request=(Produce|FetchConsumer|FetchFollower)><>(50|95|99)thPercentile
            name: kafka_network_request_time_ms
            labels: {request: $1, percentile: $2}
            type: GAUGE
          - pattern: kafka.network<type=SocketServer, name=NetworkProcessorAvgIdlePercent><>Value
            name: kafka_network_processor_idle_ratio
            type: GAUGE

        """;

    public const string ZooKeeper = """
        lowercaseOutputName: true
        lowercaseOutputLabelNames: true
        includeObjectNames:
          - org.apache.ZooKeeperService:*
        rules:
          - pattern: org.apache.ZooKeeperService<name0=ReplicatedServer_id\d+><>(QuorumSize)
            name: zookeeper_$1
            type: GAUGE
          - pattern: org.apache.ZooKeeperService<name0=ReplicatedServer_id\d+, name1=replica.\d+, name2=(\w+)><>(Packets\w+)
            name: zookeeper_$2_total
            labels: {member: $1}
            type: COUNTER
          - pattern: org.apache.ZooKeeperService<name0=ReplicatedServer_id\d+, name1=replica.\d+, name2=(\w+)><>(OutstandingRequests|AvgRequestLatency|MaxRequestLatency|NumAliveConnections|DataDirSize|LogDirSize)
            name: zookeeper_$2
            labels: {member: $1}
            type: GAUGE
          - pattern: org.apache.ZooKeeperService<name0=ReplicatedServer_id\d+, name1=replica.\d+, name2=(\w+), name3=InMemoryDataTree><>(NodeCount|WatchCount)
            name: zookeeper_$2
            labels: {member: $1}
            type: GAUGE

        """;
}
