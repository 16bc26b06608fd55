namespace GitOpsKafka.Platform.Rules.KafkaSettings;

/// <summary>The broker settings that the operator writes itself, or that its own fields stand for. Users may not set them.</summary>
public static class ManagedSettings
{
    private static readonly string[] Names = ["listeners", "port", "host.name", "node.id", "process.roles", "log.dir", "log.dirs", "early.start.listeners", "broker.id", "broker.rack"];

    private static readonly string[] Prefixes =
    [
        "advertised.", "listener.", "inter.broker.listener.", "control.plane.listener.", "controller.listener.", "controller.quorum.", "security.", "sasl.", "ssl.",
        "authorizer.", "super.users", "principal.builder.", "password.", "zookeeper.", "metadata.log.dir", "cordoned.log.dir", "broker.id.", "client.quota.callback.",
        "inter.broker.protocol.", "unstable.",
    ];

    /// <summary>Tuning below the managed prefixes that changes neither identity nor security.</summary>
    private static readonly string[] Exceptions =
    [
        "controller.quorum.election.backoff.max.ms", "controller.quorum.election.timeout.ms", "controller.quorum.fetch.timeout.ms",
        "controller.quorum.request.timeout.ms", "controller.quorum.retry.backoff.ms", "controller.quorum.append.linger.ms",
        "controller.quorum.fetch.max.bytes", "controller.quorum.fetch.snapshot.max.bytes",
        "sasl.server.max.receive.size", "ssl.cipher.suites", "ssl.enabled.protocols", "ssl.protocol",
    ];

    private static readonly string[] Topics = ["leader.replication.throttled.replicas", "follower.replication.throttled.replicas"];

    /// <summary>Whether users may not set this broker setting.</summary>
    public static bool IsManaged(string name) =>
        !Exceptions.Contains(name) && (Names.Contains(name) || Array.Exists(Prefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal)));

    /// <summary>Whether users may not set this topic setting: the mover of partitions writes it.</summary>
    public static bool IsManagedOfTopic(string name) => Topics.Contains(name);
}
