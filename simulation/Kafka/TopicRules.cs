using System.Globalization;
using System.Text.RegularExpressions;
using GitOpsKafka.Platform.Ports;

namespace GitOpsKafka.Simulation.Kafka;

/// <summary>
/// What Kafka refuses in topics, in its words.
/// Source: https://kafka.apache.org/documentation/#topicconfigs and org.apache.kafka.common.internals.Topic.
/// </summary>
internal static partial class TopicRules
{
    private static readonly HashSet<string> Numbers = new(
    [
        "delete.retention.ms", "file.delete.delay.ms", "flush.messages", "flush.ms", "index.interval.bytes", "local.retention.bytes", "local.retention.ms",
        "max.compaction.lag.ms", "max.message.bytes", "message.timestamp.after.max.ms", "message.timestamp.before.max.ms", "min.cleanable.dirty.ratio",
        "min.compaction.lag.ms", "min.insync.replicas", "retention.bytes", "retention.ms", "segment.bytes", "segment.index.bytes", "segment.jitter.ms", "segment.ms",
    ], StringComparer.Ordinal);

    private static readonly Dictionary<string, string[]> Words = new(StringComparer.Ordinal)
    {
        ["cleanup.policy"] = ["compact", "delete", "compact,delete", "delete,compact"],
        ["compression.type"] = ["uncompressed", "zstd", "lz4", "snappy", "gzip", "producer"],
        ["message.timestamp.type"] = ["CreateTime", "LogAppendTime"],
        ["preallocate"] = ["true", "false"],
        ["unclean.leader.election.enable"] = ["true", "false"],
        ["remote.storage.enable"] = ["true", "false"],
    };

    private static readonly HashSet<string> Free = new(
        ["follower.replication.throttled.replicas", "leader.replication.throttled.replicas", "compression.gzip.level", "compression.lz4.level", "compression.zstd.level"], StringComparer.Ordinal);

    public static void CheckName(string name)
    {
        if (name is "." or ".." || !Name().IsMatch(name))
            throw Refuse($"Topic name is invalid: '{name}' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-', or has not 1 to 249 of them");
    }

    public static void CheckConfig(string key, string value)
    {
        if (Words.TryGetValue(key, out var words) ? !words.Contains(value) : Numbers.Contains(key) && !decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            throw Refuse($"Invalid value {value} for configuration {key}");
        if (!Words.ContainsKey(key) && !Numbers.Contains(key) && !Free.Contains(key))
            throw Refuse($"Unknown topic config name: {key}");
        if (key == "min.insync.replicas" && decimal.Parse(value, CultureInfo.InvariantCulture) < 1)
            throw Refuse($"Invalid value {value} for configuration {key}: Value must be at least 1");
    }

    public static void CheckReplicas(int replicationFactor, int brokers)
    {
        if (replicationFactor < 1)
            throw Refuse("Replication factor must be larger than 0, or -1 to use the default value.");
        if (replicationFactor > brokers)
            throw new KafkaAdminException(isRefusal: false, $"Unable to replicate the partition {replicationFactor} time(s): The target replication factor of {replicationFactor} cannot be reached because only {brokers} broker(s) are registered.");
    }

    public static KafkaAdminException Refuse(string message) => new(isRefusal: true, message);

    [GeneratedRegex("^[a-zA-Z0-9._-]{1,249}$")]
    private static partial Regex Name();
}
