using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules.KafkaSettings;

namespace GitOpsKafka.Platform.Rules.Clusters;

/// <summary>KC-110 to KC-116: metadata in ZooKeeper. That the number of servers is odd is KC-001.</summary>
internal static class ZooKeeperRules
{
    private static readonly string[] Managed =
    [
        "dataDir", "dataLogDir", "clientPort", "clientPortAddress", "quorumListenOnAllIPs", "standaloneEnabled", "reconfigEnabled", "dynamicConfigFile", "peerType", "sslQuorum",
        "portUnification", "skipACL", "electionAlg",
    ];

    private static readonly string[] ManagedPrefixes = ["server.", "group.", "weight.", "admin.", "4lw.", "secureClientPort", "ssl.", "authProvider", "quorum.auth.", "zookeeper."];

    public static IEnumerable<Rule> All { get; } =
    [
        Rule.State<KafkaCluster>("KC-110", Severity.Deny, "ZooKeeper goes with Kafka before 4.0",
            "Kafka 4.0 has no code for ZooKeeper left: the brokers would not start.", OnlyBefore4),
        Rule.State<KafkaCluster>("KC-111", Severity.Deny, "The metadata is in ZooKeeper or in KRaft",
            "Two places for the metadata are two clusters.", OneQuorum),
        Rule.Transition<KafkaCluster>("KC-112", Severity.Deny, "Metadata stays in ZooKeeper or in KRaft",
            "Brokers of the other mode would see a cluster without topics.", ModeStays),
        Rule.Transition<KafkaCluster>("KC-113", Severity.Deny, "The number of ZooKeeper servers stays",
            "Servers that know different members of the ensemble could elect two leaders.", SizeStays),
        Rule.State<KafkaCluster>("KC-114", Severity.Deny, "ZooKeeper settings that the operator manages are not set, and none holds line breaks",
            "A server would not find its data or its peers; a line break would smuggle further settings into zoo.cfg.", Settings),
        Rule.State<KafkaCluster>("KC-115", Severity.Warn, "Traffic that must be encrypted does not go to ZooKeeper",
            "internalTls is for what Kafka nodes say to each other; ZooKeeper is guarded by its NetworkPolicy alone.", Encrypted),
        Rule.State<KafkaCluster>("KC-116", Severity.Deny, "A ZooKeeper server has one volume",
            "Its data is in one folder; a second volume would stay empty.", OneVolume),
    ];

    private static FieldPath Path => FieldPath.Spec.Field("zookeeper");

    private static IEnumerable<Finding> OnlyBefore4(KafkaCluster cluster, RuleInput input)
    {
        if (cluster.Spec.Zookeeper is not null && KafkaVersions.Find(cluster.Spec.Version) is { } version && !KafkaVersions.IsOlder(version.Text, "4.0"))
            yield return Finding.Forbidden(Path, $"Kafka {version.Text} has no ZooKeeper; leave it out, or take a version before 4.0");
    }

    private static IEnumerable<Finding> OneQuorum(KafkaCluster cluster, RuleInput input)
    {
        if (cluster.Spec is { Zookeeper: not null, Controllers: not null })
            yield return Finding.Forbidden(Path, "not together with spec.controllers, which are KRaft; leave one of them out");
    }

    private static IEnumerable<Finding> ModeStays(KafkaCluster old, KafkaCluster cluster, RuleInput input)
    {
        if (old.Spec.Zookeeper is null != cluster.Spec.Zookeeper is null)
            yield return Finding.Forbidden(Path, $"cannot be {(cluster.Spec.Zookeeper is null ? "taken away" : "added")} after creation; create a new cluster and move the data");
    }

    private static IEnumerable<Finding> SizeStays(KafkaCluster old, KafkaCluster cluster, RuleInput input)
    {
        if (old.Spec.Zookeeper is { Replicas: var before } && cluster.Spec.Zookeeper is { Replicas: var after } && before != after)
            yield return Finding.Invalid(Path.Field("replicas"), after, $"cannot change from {before}: servers of a running ensemble cannot be added or removed yet");
    }

    private static IEnumerable<Finding> Settings(KafkaCluster cluster, RuleInput input) =>
        from setting in cluster.Spec.Zookeeper?.Config ?? new Dictionary<string, ConfigValue>()
        where setting.Value is not null
        from finding in Of(setting.Key, setting.Value.Text)
        select finding;

    private static IEnumerable<Finding> Of(string name, string text)
    {
        var path = Path.Field("config").Key(string.Concat(name.Select(c => char.IsControl(c) ? '?' : c)));
        if (name.Concat(text).Any(char.IsControl))
            yield return Finding.InvalidUnseen(path, "contains a line break or control character");
        else if (Managed.Contains(name, StringComparer.OrdinalIgnoreCase) || ManagedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            yield return Finding.Forbidden(path, "managed by the operator; leave it out");
    }

    private static IEnumerable<Finding> Encrypted(KafkaCluster cluster, RuleInput input)
    {
        if (cluster.Spec is { Zookeeper: not null, InternalTls: true })
            yield return Finding.Remark(Path, "internalTls does not cover ZooKeeper: brokers speak to it in clear text");
    }

    private static IEnumerable<Finding> OneVolume(KafkaCluster cluster, RuleInput input)
    {
        if (cluster.Spec.Zookeeper?.Storage?.Volumes is { Count: > 1 } volumes)
            yield return Finding.Invalid(Path.Field("storage").Field("volumes"), Print.Count(volumes.Count, "volume"), "must be one volume");
    }
}
