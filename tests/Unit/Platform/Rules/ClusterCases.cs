using GitOpsKafka.Platform.Resources;
using static GitOpsKafka.Tests.Unit.Platform.Rules.RuleCase;
using static GitOpsKafka.Tests.Unit.Platform.Rules.Samples;

namespace GitOpsKafka.Tests.Unit.Platform.Rules;

internal static class ClusterCases
{
    public static IEnumerable<RuleCase> All { get; } =
    [
        Denies("KC-001", Create(Prod.Controllers(2)), "spec.controllers.replicas: Invalid value: 2: must be odd (1, 3, 5): two voters tolerate no failure", Create(Prod.Controllers(3))),
        Denies("KC-001", Create(Dev.Brokers(2)), "spec.brokers.replicas: Invalid value: 2: must be odd (1, 3, 5): two voters tolerate no failure", Create(Dev.Brokers(3))),
        Warns("KC-001", Create(Prod.Controllers(4)), "spec.controllers.replicas: Invalid value: 4: must be odd (1, 3, 5): 4 voters tolerate no more failures than 3", Create(Prod.Controllers(5))),
        Warns("KC-001", Update(Prod.Controllers(1), Prod.Controllers(2)), "spec.controllers.replicas: Invalid value: 2: must be odd (1, 3, 5): two voters tolerate no failure", Update(Prod.Controllers(2), Prod)),
        Warns("KC-002", Create(Prod.Controllers(1)), "one controller: losing its volume loses the cluster metadata", Create(Prod)),
        Warns("KC-002", Create(Dev), "one broker: losing its volume loses every record", Create(Dev.Brokers(3))),
        Denies("KC-003", Create(Prod.Brokers(0)), "spec.brokers.replicas: Required value: at least one broker", Create(Prod)),
        Denies("KC-003", Create(Prod.Controllers(0)), "spec.controllers.replicas: Required value: at least one controller", Create(Prod)),
        Warns("KC-005", Create(Dev.Brokers(5)), "combined roles are for development; use separate controllers", Create(Dev.Brokers(3))),
        Denies("KC-008", Update(Prod, Prod.Controllers(5)), "spec.controllers.replicas: Invalid value: 5: change by one voter at a time (now 3)", Update(Prod, Prod.Controllers(4))),
        Denies("KC-008", Update(Prod, Prod with { Spec = Prod.Spec with { Controllers = null } }),
            "spec.controllers: Forbidden: replaces every voter at once; create a new cluster and move the data", Update(Dev, Dev.Brokers(3))),
        Denies("KC-009", Update(Prod, Prod.Brokers(2), Orders.Replicated(2) with { Status = new KafkaTopicStatus { ReplicationFactor = 3 } }),
            "spec.brokers.replicas: Invalid value: 2: topic \"orders\" still has 3 replicas of each partition; lower its replicationFactor first",
            Update(Prod.Brokers(4), Prod, Orders with { Status = new KafkaTopicStatus { ReplicationFactor = 3 } })),
        Denies("KC-010", Update(Prod, Prod.Brokers(2), Orders), "spec.brokers.replicas: Invalid value: 2: KafkaTopic \"orders\" has replicationFactor 3", Update(Prod, Prod.Brokers(2), Orders.Replicated(2))),
        Denies("KC-011", Create(Prod.Brokers(2)), "spec.config[default.replication.factor]: Invalid value: 3: must be at most 2, the number of brokers", Create(Prod)),
        Denies("KC-012", Create(Dev.Set(("offsets.topic.replication.factor", "3"))), "spec.config[offsets.topic.replication.factor]: Invalid value: 3: must be at most 1, the number of brokers", Create(Dev.Set(("offsets.topic.replication.factor", "1")))),
        Denies("KC-013", Create(Prod.Set(("default.replication.factor", "2"), ("min.insync.replicas", "3"))), "spec.config[min.insync.replicas]: Invalid value: 3: must not exceed default.replication.factor 2", Create(Prod)),
        Denies("KC-013", Create(Dev.Set(("min.insync.replicas", "2"))), "spec.config[min.insync.replicas]: Invalid value: 2: must be at most 1, the number of brokers", Create(Dev.Set(("min.insync.replicas", "1")))),
        Warns("KC-014", Create(Prod.Set(("min.insync.replicas", "3"))), "min.insync.replicas equals the replication factor: any restart blocks acks=all producers", Create(Prod)),
        Denies("KC-015", Create(Prod.Set(("transaction.state.log.replication.factor", "2"), ("transaction.state.log.min.isr", "3"))),
            "spec.config[transaction.state.log.min.isr]: Invalid value: 3: must not exceed transaction.state.log.replication.factor 2",
            Create(Prod.Set(("transaction.state.log.min.isr", "2")))),
        Warns("KC-016", Create(Prod with { Spec = Prod.Spec with { Config = Config(("min.insync.replicas", "2")) } }), "default.replication.factor defaults to 1; set 3", Create(Prod)),
        Warns("KC-016", Create(Prod.Set(("min.insync.replicas", "1"))), "min.insync.replicas is 1; set 2", Create(Prod)),
        Denies("KC-017", Create(Prod.Version("3.2.0")), "spec.version: Unsupported value: \"3.2.0\": supported values: \"3.9.2\", \"4.2.1\", \"4.3.1\"", Create(Prod.Version("3.9.2"))),
        Denies("KC-018", Update(Prod.Version("4.3.1").Running("4.3.1"), Prod), "spec.version: Forbidden: cannot downgrade to 4.2.1: metadata version is 4.3-IV0", Update(Prod.Version("4.3.1").Running("4.2.1"), Prod)),
        Denies("KC-019", Update(Prod.Version("3.2.0").Running("3.2.0"), Prod), "spec.version: Forbidden: upgrade 3.2 → 4.2 must pass through 3.9", Update(Prod.Version("3.2.0").Running("3.2.0"), Prod.Version("3.9.2"))),
        Denies("KC-020", Update(Prod.Running("3.9.2"), Prod.Version("4.3.1")), "spec.version: Forbidden: upgrade 3.9.2→4.2.1 in progress; wait for it or go back to 3.9.2", Update(Prod.Running("3.9.2"), Prod.Version("3.9.2"))),
        Denies("KC-025", Create(Image("kafka:latest")), "spec.image: Invalid value: \"kafka:latest\": a fixed tag or digest is required", Create(Image("registry.example.com:5000/kafka:4.2.1"))),
        Denies("KC-025", Create(Image("registry.example.com:5000/kafka")), "spec.image: Invalid value: \"registry.example.com:5000/kafka\": a fixed tag or digest is required", Create(Image("kafka@sha256:0123456789abcdef"))),
        Denies("KC-025", Create(Image("apache/kafka:4.3.1")), "spec.image: Invalid value: \"apache/kafka:4.3.1\": is Kafka 4.3.1, but spec.version is 4.2.1", Create(Image("team/kafka:build-77"))),
        Denies("KC-026", Create(Prod.Brokers(Nodes(3, new Volume { Id = 0 }))), "spec.brokers.storage.volumes[0].size: Required value", Create(Prod.Brokers(Nodes(3, Disk(1))))),
        Denies("KC-026", Create(Prod.Brokers(Nodes(3, new Volume { Id = 0, Size = Quantity.Parse("500Mi") }))), "spec.brokers.storage.volumes[0].size: Invalid value: \"500Mi\": must be at least 1Gi", Create(Prod.Brokers(Nodes(3, Disk(1))))),
        Denies("KC-026", Create(Prod.Brokers(Prod.Spec.Brokers with { Storage = new Storage() })), "spec.brokers.storage.volumes: Required value: at least one volume", Create(Prod)),
        Denies("KC-027", Update(Prod, Prod.Brokers(Nodes(3, Disk(50)))), "spec.brokers.storage.volumes[0].size: Forbidden: cannot shrink from 100Gi to 50Gi", Update(Prod, Prod.Brokers(Nodes(3, Disk(200))))),
        Denies("KC-028", Update(Prod.Brokers(Nodes(3, Disk(100, 0, "gp2"))), Prod.Brokers(Nodes(3, Disk(100, 0, "gp3")))),
            "spec.brokers.storage.volumes[0].class: Forbidden: cannot change from \"gp2\" to \"gp3\"", Update(Prod, Prod.Brokers(Nodes(3, Disk(100), Disk(100, 1, "gp3"))))),
        Denies("KC-030", Update(Prod, Prod.Brokers(Nodes(3))), "spec.brokers.storage: Forbidden: cannot change from \"persistent\"", Update(Prod, Prod)),
        Denies("KC-031", Create(Prod.Brokers(Nodes(3, Disk(100, 0), Disk(100, 1), Disk(100, 1)))), "spec.brokers.storage.volumes[2].id: Duplicate value: 1", Create(Prod.Brokers(Nodes(3, Disk(100, 0), Disk(100, 7))))),
        Denies("KC-031", Create(Prod.Brokers(Nodes(3, Disk(100, -1)))), "spec.brokers.storage.volumes[0].id: Invalid value: -1: must be at least 0", Create(Prod)),
        Denies("KC-032", Update(Prod.Brokers(Nodes(3, Disk(100, 0), Disk(100, 1))), Prod), "spec.brokers.storage.volumes: Forbidden: volume 1 still hosts replicas; volumes can be added but not removed", Update(Prod, Prod.Brokers(Nodes(3, Disk(100, 0), Disk(100, 1))))),
        Denies("KC-034", Create(Dev.Brokers(Nodes(1))), "spec.brokers.storage: Forbidden: ephemeral storage loses the metadata log", Create(Dev.Brokers(Nodes(3)))),
        Denies("KC-050", Create(Prod.Set(("advertised.listeners", "PLAINTEXT://orders:9092"))), "spec.config[advertised.listeners]: Forbidden: managed by the operator; leave it out", Create(Prod.Set(("controller.quorum.fetch.timeout.ms", "3000")))),
        Denies("KC-051", Create(Prod.Set(("inter.broker.protocol.version", "3.9"))), "spec.config[inter.broker.protocol.version]: Forbidden: removed in Kafka 4.0", Create(Prod)),
        Denies("KC-051", Create(Prod.Set(("zookeeper.connect", "zk:2181"))), "spec.config[zookeeper.connect]: Forbidden: removed in Kafka 4.0", Create(Prod)),
        Warns("KC-052", Create(Prod.Set(("log.retention.hour", "24"))), "spec.config[log.retention.hour]: unknown for Kafka 4.2; did you mean \"log.retention.hours\"?", Create(Prod.Set(("log.retention.hours", "24")))),
        Warns("KC-052", Create(Prod.Set(("audit.sink", "file"))), "spec.config[audit.sink]: unknown for Kafka 4.2", Create(Prod)),
        Denies("KC-053", Create(Prod.Set(("compression.type", "lzma"))),
            "spec.config[compression.type]: Unsupported value: \"lzma\": supported values: \"uncompressed\", \"zstd\", \"lz4\", \"snappy\", \"gzip\", \"producer\"", Create(Prod.Set(("compression.type", "zstd")))),
        Denies("KC-053", Create(Prod.Set(("num.io.threads", "0"))), "spec.config[num.io.threads]: Invalid value: 0: must be at least 1", Create(Prod.Set(("num.io.threads", "8")))),
        Denies("KC-053", Create(Prod.Set(("log.retention.ms", "7d"))), "spec.config[log.retention.ms]: Invalid value: \"7d\": must be a number of milliseconds", Create(Prod.Set(("log.retention.ms", "-1")))),
        Denies("KC-053", Create(Prod.Set(("compression.lz4.level", "18"))), "spec.config[compression.lz4.level]: Invalid value: 18: must be between 1 and 17", Create(Prod.Set(("compression.lz4.level", "17")))),
        Denies("KC-053", Create(Prod.Set(("auto.create.topics.enable", "yes"))), "spec.config[auto.create.topics.enable]: Unsupported value: \"yes\": supported values: \"true\", \"false\"", Create(Prod.Set(("auto.create.topics.enable", "false")))),
        Denies("KC-054", Create(Prod.Set(("metric.reporters", "a\nsuper.users=User:eve"))), "spec.config[metric.reporters]: Invalid value: contains a line break", Create(Prod)),
        Denies("KC-054", Create(Prod.Set(("a\nb", "c"))), "spec.config[a?b]: Invalid value: contains a line break", Create(Prod)),
        Warns("KC-055", Create(Prod.Set(("unclean.leader.election.enable", "true"))), "unclean.leader.election.enable=true can lose acknowledged records", Create(Prod.Set(("unclean.leader.election.enable", "false")))),
        Warns("KC-055", Create(Prod.Set(("delete.topic.enable", "false"))), "delete.topic.enable=false: deleted KafkaTopics will stay Terminating", Create(Prod)),
        Denies("KC-056", Create(Prod.Set(("message.max.bytes", "209715200"))), "spec.config[message.max.bytes]: Invalid value: 209715200: exceeds socket.request.max.bytes 104857600", Create(Prod.Set(("message.max.bytes", "1048576")))),
        Warns("KC-056", Create(Prod.Set(("message.max.bytes", "2097152"))), "message.max.bytes 2097152 exceeds replica.fetch.max.bytes 1048576: large records replicate one by one", Create(Prod.Set(("message.max.bytes", "2097152"), ("replica.fetch.max.bytes", "2097152")))),
        Warns("KC-057", Create(Prod.Brokers(Nodes(3, Disk(5))).Set(("log.segment.bytes", "2147483647"))), "log.segment.bytes 2147483647 on a 5Gi volume leaves room for two segments", Create(Prod)),
        Warns("KC-057", Create(Prod.Set(("log.retention.bytes", "214748364800"))), "log.retention.bytes 200Gi of each partition exceeds the 100Gi volume", Create(Prod)),
        Denies("KC-058", Create(Prod.Brokers(Heap("8Gi", "8Gi"))), "spec.brokers.jvm.heap: Invalid value: \"8Gi\": must leave ≥ 25% of limits.memory 8Gi for direct memory and page cache", Create(Prod.Brokers(Heap("6Gi", "8Gi")))),
        Warns("KC-059", Create(Prod.Brokers(Heap("6Gi", "8Gi"))), "heap 6Gi is 75% of limits.memory 8Gi: little page cache is left", Create(Prod.Brokers(Heap("4Gi", "8Gi")))),
        Warns("KC-059", Create(Prod.Brokers(Prod.Spec.Brokers with { Resources = null })), "brokers reserve no memory: set resources.requests.memory and limits.memory", Create(Prod)),
        Warns("KC-069", Update(Prod, Prod.Version("4.3.1").Set(("num.io.threads", "16"))), "split version and configuration changes to make rollback possible", Update(Prod, Prod.Version("4.3.1"))),
    ];

    private static KafkaCluster Image(string image) => Prod with { Spec = Prod.Spec with { Image = image } };

    private static NodeRole Heap(string heap, string limit) => Nodes(3, Disk(100)) with { Resources = Memory(limit, limit), Jvm = new JvmOptions { Heap = Quantity.Parse(heap) } };
}
