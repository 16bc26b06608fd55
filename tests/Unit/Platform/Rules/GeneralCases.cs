using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules;
using static GitOpsKafka.Tests.Unit.Platform.Rules.RuleCase;
using static GitOpsKafka.Tests.Unit.Platform.Rules.Samples;

namespace GitOpsKafka.Tests.Unit.Platform.Rules;

internal static class GeneralCases
{
    public static IEnumerable<RuleCase> All { get; } =
    [
        Denies("GEN-01", Create(Prod.Named("Kafka.Prod")),
            "metadata.name: Invalid value: \"Kafka.Prod\": must be a DNS-1035 label of at most 40 characters",
            Create(Prod.Named(new string('a', 40)))),
        Denies("GEN-01", Create(Prod.Named(new string('a', 41))),
            $"metadata.name: Invalid value: \"{new string('a', 41)}\": must be a DNS-1035 label of at most 40 characters",
            Create(Prod.Named("a"))),
        Denies("GEN-02", Update(Orders, Orders.In("staging")), "spec.clusterRef.name: Forbidden: is immutable; delete and recreate", Update(Orders, Orders)),
        Warns("GEN-03", Create(Orders.In("prood"), Prod),
            "spec.clusterRef.name: Not found: \"prood\": no KafkaCluster \"prood\" in namespace \"streaming\"; will stay Pending",
            Create(Orders.In("prood"))),
        Denies("GEN-05", Create(Prod.Brokers(Prod.Spec.Brokers with { Resources = Memory("8Gi", "4Gi") })),
            "spec.brokers.resources.requests.memory: Invalid value: \"8Gi\": must not exceed limits.memory 4Gi",
            Create(Prod.Brokers(Prod.Spec.Brokers with { Resources = Memory("4096Mi", "4Gi") }))),
        Denies("GEN-07", Delete(Prod with { Spec = Prod.Spec with { DeletionProtection = true } }), "spec.deletionProtection: Forbidden: set it to false before deleting", Delete(Prod)),
        Denies("GEN-08", Delete(Prod, Orders, Orders.Named("payments")),
            "metadata.name: Forbidden: 2 KafkaTopics still reference this cluster; delete them first or set annotation gitopskafka.io/cascade: \"true\"",
            Delete(Prod with { Metadata = Prod.Metadata with { Annotations = new Dictionary<string, string> { ["gitopskafka.io/cascade"] = "true" } } }, Orders)),
        Denies("GEN-08", Delete(Prod, Orders),
            "metadata.name: Forbidden: 1 KafkaTopic still references this cluster; delete them first or set annotation gitopskafka.io/cascade: \"true\"",
            Delete(Prod, Orders with { Metadata = Orders.Metadata with { DeletionTimestamp = DateTimeOffset.UnixEpoch } })),
        Denies("GEN-13", Create(Labelled(Prod, "gitopskafka.io/cluster")), "metadata.labels[gitopskafka.io/cluster]: Forbidden: reserved prefix", Create(Labelled(Prod, "gitopskafka.io/source"))),
        Denies("GEN-13", Create(Orders with { Metadata = Orders.Metadata with { Annotations = new Dictionary<string, string> { ["gitopskafka.io/pet"] = "cat" } } }),
            "metadata.annotations[gitopskafka.io/pet]: Forbidden: reserved prefix",
            Create(Orders with { Metadata = Orders.Metadata with { Annotations = new Dictionary<string, string> { ["example.com/pet"] = "cat" } } })),
        Denies("GEN-13", Create(Orders with { Metadata = Orders.Metadata with { Annotations = new Dictionary<string, string> { ["gitopskafka.io/rotate-ca"] = "cluster" } } }),
            "metadata.annotations[gitopskafka.io/rotate-ca]: Forbidden: reserved prefix",
            Create(Prod with { Metadata = Prod.Metadata with { Annotations = new Dictionary<string, string> { ["gitopskafka.io/rotate-ca"] = "cluster", ["gitopskafka.io/cluster-ca-secret"] = "our-ca" } } })),
    ];

    private static KafkaCluster Labelled(KafkaCluster cluster, string label) =>
        cluster with { Metadata = cluster.Metadata with { Labels = new Dictionary<string, string> { [label] = "x" } } };
}
