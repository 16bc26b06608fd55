using GitOpsKafka.Platform.Resources;
using static GitOpsKafka.Tests.Unit.Platform.Rules.RuleCase;
using static GitOpsKafka.Tests.Unit.Platform.Rules.Samples;

namespace GitOpsKafka.Tests.Unit.Platform.Rules;

internal static class ZooKeeperCases
{
    private static readonly KafkaCluster Old = Prod with { Spec = Prod.Spec with { Version = "3.9.2", Controllers = null, Zookeeper = Servers(3) } };

    private static readonly KafkaCluster KRaft = Prod.Version("3.9.2");

    public static IEnumerable<RuleCase> All { get; } =
    [
        Denies("KC-001", Create(With(Servers(2))), "spec.zookeeper.replicas: Invalid value: 2: must be odd (1, 3, 5): two voters tolerate no failure", Create(Old)),
        Warns("KC-001", Create(With(Servers(4))), "spec.zookeeper.replicas: Invalid value: 4: must be odd (1, 3, 5): 4 voters tolerate no more failures than 3", Create(With(Servers(5)))),
        Warns("KC-002", Create(With(Servers(1))), "one ZooKeeper server: losing its volume loses the cluster metadata", Create(Old)),
        Denies("KC-003", Create(With(Servers(0))), "spec.zookeeper.replicas: Required value: at least one ZooKeeper server", Create(Old)),
        Warns("KC-005", Create(Dev.Brokers(5)), "combined roles are for development; use separate controllers", Create(Old.Brokers(5))),
        Denies("KC-034", Create(With(Servers(1) with { Storage = null })), "spec.zookeeper.storage: Forbidden: ephemeral storage loses the metadata log", Create(With(Servers(1)))),
        Denies("KC-027", Update(Old, With(Servers(3, Disk(5)))), "spec.zookeeper.storage.volumes[0].size: Forbidden: cannot shrink from 10Gi to 5Gi", Update(Old, With(Servers(3, Disk(20))))),
        Denies("KC-110", Create(Old.Version("4.2.1")), "spec.zookeeper: Forbidden: Kafka 4.2.1 has no ZooKeeper; leave it out, or take a version before 4.0", Create(Old)),
        Denies("KC-110", Update(Old, Old.Version("4.3.1")), "spec.zookeeper: Forbidden: Kafka 4.3.1 has no ZooKeeper; leave it out, or take a version before 4.0", Update(Old, Old)),
        Denies("KC-111", Create(Old with { Spec = Old.Spec with { Controllers = Nodes(3, Disk(10)) } }), "spec.zookeeper: Forbidden: not together with spec.controllers, which are KRaft; leave one of them out", Create(KRaft)),
        Denies("KC-112", Update(Old, KRaft), "spec.zookeeper: Forbidden: cannot be taken away after creation; create a new cluster and move the data", Update(KRaft, KRaft)),
        Denies("KC-112", Update(KRaft, Old), "spec.zookeeper: Forbidden: cannot be added after creation; create a new cluster and move the data", Update(Old, Old.Brokers(5))),
        Denies("KC-113", Update(Old, With(Servers(5))), "spec.zookeeper.replicas: Invalid value: 5: cannot change from 3: servers of a running ensemble cannot be added or removed yet", Update(Old, Old)),
        Denies("KC-114", Create(With(Set("dataDir", "/tmp"))), "spec.zookeeper.config[dataDir]: Forbidden: managed by the operator; leave it out", Create(With(Set("tickTime", "3000")))),
        Denies("KC-114", Create(With(Set("server.4", "x:2888:3888"))), "spec.zookeeper.config[server.4]: Forbidden: managed by the operator; leave it out", Create(With(Set("autopurge.snapRetainCount", "10")))),
        Denies("KC-114", Create(With(Set("tickTime", "2000\nserver.4=x"))), "spec.zookeeper.config[tickTime]: Invalid value: contains a line break or control character", Create(With(Set("tickTime", "2000")))),
        Warns("KC-115", Create(Old with { Spec = Old.Spec with { InternalTls = true } }), "internalTls does not cover ZooKeeper: brokers speak to it in clear text", Create(Old)),
        Denies("KC-116", Create(With(Servers(3, Disk(10), Disk(10, id: 1)))), "spec.zookeeper.storage.volumes: Invalid value: 2 volumes: must be one volume", Create(Old)),
    ];

    private static KafkaCluster With(ZooKeeperNodes servers) => Old with { Spec = Old.Spec with { Zookeeper = servers } };

    private static ZooKeeperNodes Set(string name, string value) => Servers(3) with { Config = Config((name, value)) };

    private static ZooKeeperNodes Servers(int replicas, params Volume[] volumes) => new()
    {
        Replicas = replicas,
        Storage = new Storage { Volumes = volumes.Length == 0 ? [Disk(10)] : volumes },
        Resources = Memory("1Gi", "1Gi"),
    };
}
