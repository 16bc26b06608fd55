using GitOpsKafka.Platform.Resources;
using static GitOpsKafka.Tests.Unit.Platform.Rules.RuleCase;
using static GitOpsKafka.Tests.Unit.Platform.Rules.Samples;

namespace GitOpsKafka.Tests.Unit.Platform.Rules;

internal static class TopicCases
{
    public static IEnumerable<RuleCase> All { get; } =
    [
        Denies("KT-01", Create(Orders.Called("orders/eu")), "spec.topicName: Invalid value: \"orders/eu\": must match [a-zA-Z0-9._-]{1,249}", Create(Orders.Called("Orders_EU-1"))),
        Denies("KT-01", Create(Orders.Called("..")), "spec.topicName: Invalid value: \"..\": must not be \".\" or \"..\"", Create(Orders.Called("..."))),
        Denies("KT-02", Create(Orders.Called("a.b"), Prod, Orders.Named("other").Called("a_b")), "spec.topicName: Invalid value: \"a.b\": collides with \"a_b\" (metric names)", Create(Orders.Called("a.b"), Prod, Orders.Called("a_b"))),
        Warns("KT-03", Create(Orders.Called("a.b_c")), "\"a.b_c\" mixes \".\" and \"_\": metric names may collide", Create(Orders.Called("a.b.c"))),
        Denies("KT-04", Create(Orders.Called("__consumer_offsets")), "spec.topicName: Forbidden: internal topic", Create(Orders.Called("__mine"))),
        Denies("KT-05", Update(Orders, Orders.Called("payments")), "spec.topicName: Forbidden: is immutable; create a new KafkaTopic", Update(Orders, Orders.Called("orders"))),
        Denies("KT-06", Create(Orders.Called("orders"), Prod, Orders.Named("orders-v1").Called("orders")), "spec.topicName: Duplicate value: \"orders\": managed by streaming/orders-v1", Create(Orders, Prod, Orders.Named("orders-v1"))),
        Denies("KT-07", Create(Orders.Partitions(0)), "spec.partitions: Invalid value: 0: must be at least 1", Create(Orders.Partitions(1))),
        Denies("KT-08", Update(Orders, Orders.Partitions(6)), "spec.partitions: Invalid value: 6: cannot decrease from 12", Update(Orders, Orders.Partitions(12))),
        Denies("KT-08", Update(Orders with { Status = new KafkaTopicStatus { Partitions = 24 } }, Orders.Partitions(18)), "spec.partitions: Invalid value: 18: cannot decrease from 24", Update(Orders, Orders.Partitions(24))),
        Warns("KT-08", Update(Orders with { Status = new KafkaTopicStatus { Partitions = 24 } }, Orders), "spec.partitions: Invalid value: 12: cannot decrease from 24", Update(Orders, Orders)),
        Warns("KT-09", Update(Compacted, Compacted.Partitions(24)), "adding partitions changes key→partition mapping of a compacted topic", Update(Orders, Orders.Partitions(24))),
        Warns("KT-10", Create(Orders.Partitions(5000), Prod), "5000 partitions on 3 brokers exceeds the guideline of 200 per broker per topic", Create(Orders.Partitions(600), Prod)),
        Warns("KT-10", Create(Orders.Partitions(1001)), "1001 partitions exceeds the guideline of 1000 per topic", Create(Orders.Partitions(1000))),
        Denies("KT-11", Create(Orders.In("dev"), Dev), "spec.replicationFactor: Invalid value: 3: cluster \"dev\" has 1 broker", Create(Orders, Prod)),
        Denies("KT-12", Create(Orders.Replicated(0)), "spec.replicationFactor: Invalid value: 0: must be between 1 and 32767", Create(Orders)),
        Denies("KT-12", Create(Orders.Replicated(2).Set(("min.insync.replicas", "3"))), "spec.config[min.insync.replicas]: Invalid value: 3: must not exceed replicationFactor 2: every acks=all write would fail", Create(Orders.Set(("min.insync.replicas", "2")))),
        Warns("KT-13", Create(Orders.Set(("min.insync.replicas", "3"))), "min.insync.replicas 3 equals replicationFactor 3: one broker restart blocks acks=all", Create(Orders.Set(("min.insync.replicas", "2")))),
        Warns("KT-13", Create(Orders.Replicated(1), Prod), "replicationFactor 1 in a cluster of 3 brokers: one lost broker loses records", Create(Orders.In("dev").Replicated(1), Dev)),
        Denies("KT-15", Create(Orders.Set(("cleanup.policy", "compaction"))), "spec.config[cleanup.policy]: Unsupported value: \"compaction\": supported values: \"compact\", \"delete\"", Create(Orders.Set(("cleanup.policy", "compact, delete")))),
        Denies("KT-15", Create(Orders.Set(("cleanup.policy", "delete,delete")), Prod), "spec.config[cleanup.policy]: Invalid value: \"delete,delete\": \"delete\" stands there more than once", Create(Orders.Set(("cleanup.policy", "delete,delete")), Prod.Version("3.9.2"))),
        Warns("KT-16", Create(Compacted.Set(("retention.ms", "604800000"))), "retention.ms has no effect with cleanup.policy=compact", Create(Orders.Set(("cleanup.policy", "compact,delete"), ("retention.ms", "604800000")))),
        Denies("KT-17", Create(Orders.Set(("retention.ms", "7d"))), "spec.config[retention.ms]: Invalid value: \"7d\": must be a number of milliseconds", Create(Orders.Set(("retention.ms", "-1")))),
        Denies("KT-17", Create(Orders.Set(("segment.bytes", "1000")), Prod), "spec.config[segment.bytes]: Invalid value: 1000: must be at least 1048576", Create(Orders.Set(("segment.bytes", "1000")))),
        Denies("KT-17", Create(Orders.Set(("min.cleanable.dirty.ratio", "1.5"))), "spec.config[min.cleanable.dirty.ratio]: Invalid value: \"1.5\": must be between 0 and 1", Create(Orders.Set(("min.cleanable.dirty.ratio", "0.1")))),
        Denies("KT-17", Create(Orders.Set(("compression.type", "a\nb"))), "spec.config[compression.type]: Invalid value: contains a line break or control character", Create(Orders)),
        Warns("KT-18", Create(Orders.Set(("retention.ms", "3600000"))), "data lives until the segment rolls: up to segment.ms 7d", Create(Orders.Set(("retention.ms", "3600000"), ("segment.ms", "600000")))),
        Warns("KT-18", Create(Orders.Set(("retention.bytes", "1000000"))), "data lives until the segment rolls: up to segment.bytes 1Gi", Create(Orders.Set(("retention.bytes", "2147483648")))),
        Denies("KT-19", Create(Orders.Set(("max.message.bytes", "209715200")), Prod), "spec.config[max.message.bytes]: Invalid value: 209715200: exceeds socket.request.max.bytes 104857600 of \"prod\"", Create(Orders.Set(("max.message.bytes", "209715200")))),
        Warns("KT-19", Create(Orders.Set(("max.message.bytes", "2097152")), Prod), "max.message.bytes 2097152 exceeds replica.fetch.max.bytes 1048576 of \"prod\": large records replicate one by one", Create(Orders.Set(("max.message.bytes", "2097152")), Prod.Set(("replica.fetch.max.bytes", "4194304")))),
        Warns("KT-20", Create(Orders.Set(("max.message.bytes", "2097152"))), "consumers with default fetch sizes read one record per fetch", Create(Orders.Set(("max.message.bytes", "1048588")))),
        Denies("KT-21", Create(Orders.Set(("leader.replication.throttled.replicas", "*"))), "spec.config[leader.replication.throttled.replicas]: Forbidden: managed by the operator", Create(Orders)),
        Denies("KT-21", Create(Orders.Set(("retention.m", "1"))), "spec.config[retention.m]: Forbidden: unknown topic setting; did you mean \"retention.ms\"?", Create(Orders.Set(("retention.ms", "604800000")))),
        Denies("KT-21", Create(Orders.Set(("message.format.version", "3.0")), Prod), "spec.config[message.format.version]: Forbidden: removed in Kafka 4.0", Create(Orders.Set(("message.format.version", "3.0")), Prod.Version("3.9.2"))),
        Denies("KT-22", Create(Compacted.Set(("remote.storage.enable", "true"))), "spec.config[remote.storage.enable]: Forbidden: not supported with cleanup.policy=compact", Create(Tiered)),
        Denies("KT-22", Create(Tiered.Set(("local.retention.ms", "1000000000"), ("retention.ms", "604800000"))), "spec.config[local.retention.ms]: Invalid value: 1000000000: must not exceed retention.ms 604800000", Create(Tiered.Set(("local.retention.ms", "-2")))),
        Denies("KT-22", Update(Tiered, Orders), "spec.config[remote.storage.enable]: Forbidden: can be disabled only with remote.log.delete.on.disable=true, which deletes the remote data", Update(Tiered, Orders.Set(("remote.log.delete.on.disable", "true")))),
        Warns("KT-23", Create(Orders.Set(("unclean.leader.election.enable", "TRUE"))), "unclean.leader.election.enable=true can lose acknowledged records", Create(Orders)),
        Denies("KT-24", Delete(Orders.Protected()), "spec.deletionProtection: Forbidden: topic \"orders\" is protected; set deletionProtection: false first", Delete(Orders)),
        Warns("KT-25", Update(Orders, Compacted), "records without key will be rejected", Update(Compacted, Compacted)),
        Warns("KT-26", Update(Orders.Set(("retention.ms", "1000000000")), Orders.Set(("retention.ms", "400000000"))), "about 60% of stored data becomes eligible for deletion", Update(Orders.Set(("retention.ms", "1000000000")), Orders.Set(("retention.ms", "500000000")))),
        Warns("KT-26", Update(Orders.Set(("retention.ms", "-1")), Orders), "retention.ms was unlimited: all data beyond 7d becomes eligible for deletion", Update(Orders, Orders.Set(("retention.ms", "-1")))),
        Denies("KT-27", Create(Orders with { Spec = Orders.Spec with { Config = new Dictionary<string, ConfigValue> { ["x"] = null! } } }), "spec.config[x]: Invalid value: \"null\": must be a string, number or boolean", Create(Orders)),
    ];

    private static KafkaTopic Compacted => Orders.Set(("cleanup.policy", "compact"));

    private static KafkaTopic Tiered => Orders.Set(("remote.storage.enable", "true"));
}
