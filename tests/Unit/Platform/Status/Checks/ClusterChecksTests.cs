using System.Collections.Immutable;
using GitOpsKafka.Platform.Certificates;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Status;
using GitOpsKafka.Platform.Status.Checks;
using GitOpsKafka.Tests.Unit.Platform.Planning;

namespace GitOpsKafka.Tests.Unit.Platform.Status.Checks;

public sealed class ClusterChecksTests
{
    private const long Gib = 1 << 30;

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly KafkaHealthView Well = new(
        [Partition("orders.v1", 0, 0, 1, 2), Partition("orders.v1", 1, 0, 1, 2)],
        new Told<QuorumView>.Known(Quorum(0, 0, 0)),
        Disks([Disk(10)], [Disk(20)], [Disk(79)]));

    [Fact]
    public void Cluster_that_is_well_has_a_true_condition_for_each_check() => Assert.Equal(
        [
            "PartitionsHealthy True AllInSync: all partitions have a leader and all replicas in sync",
            "QuorumHealthy True VotersFollow: all 3 voters follow orders-controllers-0",
            "DiskHealthy True DiskSpaceLeft: less than 80 % is used on all brokers",
        ],
        Check(Well));

    [Fact]
    public void Partitions_are_named_the_worst_first_and_the_rest_counted()
    {
        var view = Well with
        {
            Partitions =
            [
                .. Enumerable.Range(0, 5).Select(id => Partition("orders.v1", id, 0, 1) with { MinimumInSync = 2 }),
                Partition("audit", 7, 0) with { MinimumInSync = 2 },
                new PartitionHealth("audit", new PartitionView(3, null, [0, 1, 2], [2]), 1),
                Partition("audit", 8, 0, 1, 2),
            ],
        };

        Assert.Equal(
            "PartitionsHealthy False OfflinePartitions: of 8 partitions 1 without a leader: audit-3; 1 under min.insync.replicas: audit-7; 7 under-replicated: audit-3, audit-7, orders.v1-0 and 4 more",
            Check(view)[0]);
        Assert.Equal(new PartitionCounts(8, 1, 1, 7), PartitionCounts.Of(view.Partitions));
    }

    [Fact]
    public void Partitions_that_lack_a_replica_are_told_apart_from_those_that_cannot_be_written() => Assert.Equal(
        "PartitionsHealthy False UnderReplicated: of 1 partitions 1 under-replicated: orders.v1-0",
        Check(Well with { Partitions = [Partition("orders.v1", 0, 0, 1) with { MinimumInSync = 2 }] })[0]);

    [Fact]
    public void Voter_that_is_too_far_behind_or_never_came_is_named() => Assert.Equal(
        "QuorumHealthy False VotersLag: 2 of 3 voters are more than 10 s behind orders-controllers-0: orders-controllers-1, orders-controllers-2",
        Check(Well with { Quorum = new Told<QuorumView>.Known(Quorum(0, 10.5, null)) })[1]);

    [Fact]
    public void Voter_that_is_a_little_behind_follows() => Assert.StartsWith("QuorumHealthy True", Check(Well with { Quorum = new Told<QuorumView>.Known(Quorum(0, 10, 1)) })[1], StringComparison.Ordinal);

    [Fact]
    public void Quorum_without_a_leader_is_not_well() => Assert.StartsWith(
        "QuorumHealthy False NoLeader", Check(Well with { Quorum = new Told<QuorumView>.Known(Quorum(0, 0, 0) with { Leader = null }) })[1], StringComparison.Ordinal);

    [Fact]
    public void Silent_quorum_is_unknown_while_its_voters_are_ready() => Assert.Equal(
        "QuorumHealthy Unknown QuorumSilent: broker 1 did not answer", Check(Well with { Quorum = new Told<QuorumView>.Unknown("broker 1 did not answer") })[1]);

    [Fact]
    public void Silent_quorum_whose_majority_is_not_ready_is_lost() => Assert.Equal(
        "QuorumHealthy False MajorityLost: 1 of 3 voters are ready, no majority; waiting for orders-controllers-1, orders-controllers-2",
        Check(Well with { Quorum = new Told<QuorumView>.Unknown("no answer") }, World.Cluster(), "orders-controllers-1", "orders-controllers-2")[1]);

    [Fact]
    public void Ensemble_is_judged_by_its_servers() => Assert.Equal(
        [
            "QuorumHealthy True VotersFollow: all 3 servers are part of the quorum",
            "QuorumHealthy False VotersMissing: 2 of 3 servers are part of the quorum; waiting for orders-zookeeper-2",
            "QuorumHealthy False MajorityLost: 1 of 3 voters are ready, no majority; waiting for orders-zookeeper-0, orders-zookeeper-2",
        ],
        [
            Check(Well with { Quorum = null }, World.InZooKeeper())[1],
            Check(Well with { Quorum = null }, World.InZooKeeper(), "orders-zookeeper-2")[1],
            Check(null, World.InZooKeeper(), "orders-zookeeper-0", "orders-zookeeper-2")[1],
        ]);

    [Fact]
    public void Disks_that_fill_are_named_with_their_broker() => Assert.Equal(
        "DiskHealthy False DiskNearlyFull: 80 % or more is used: orders-brokers-1 /data/85 85 %",
        Check(Well with { LogDirs = Disks([Disk(10)], [Disk(30), Disk(85)]) })[2]);

    [Fact]
    public void Offline_log_directory_comes_before_full_disks() => Assert.Equal(
        "DiskHealthy False LogDirOffline: cannot be written: orders-brokers-0 /data/0",
        Check(Well with { LogDirs = Disks([new LogDirView("/data/0", -1, -1, IsOffline: true)], [Disk(99)]) })[2]);

    [Fact]
    public void Disk_of_a_broker_that_does_not_answer_is_unknown() => Assert.Equal(
        "DiskHealthy Unknown LogDirsUnknown: did not tell their log directories: orders-brokers-3",
        Check(Well with { LogDirs = Well.LogDirs.Add(3, new Told<ImmutableArray<LogDirView>>.Unknown("no answer within 5 s")) })[2]);

    [Fact]
    public void Kafka_that_does_not_answer_is_unknown_and_not_ill() => Assert.All(Check(null), result => Assert.Contains(" Unknown KafkaUnreachable: ", result, StringComparison.Ordinal));

    [Fact]
    public void Cluster_without_a_ready_broker_is_not_asked() => Assert.All(
        Check(null, World.Cluster(), "orders-brokers-0", "orders-brokers-1", "orders-brokers-2"), result => Assert.Contains(" Unknown NoBrokerReady: ", result, StringComparison.Ordinal));

    [Fact]
    public void Majority_that_never_was_is_not_lost() => Assert.Equal(
        "QuorumHealthy Unknown NoBrokerReady: no broker is ready to be asked",
        Check(null, World.InZooKeeper(), "orders-zookeeper-0", "orders-zookeeper-2", "orders-brokers-0", "orders-brokers-1", "orders-brokers-2")[1]);

    [Theory]
    [InlineData(40, false, "True CertificatesValid: the first to expire is orders-brokers-0 at 2026-04-10T12:00:00Z")]
    [InlineData(4, true, "False CertificateExpires: certificate orders-brokers-0 expires at 2026-03-05T12:00:00Z and was not renewed")]
    [InlineData(0, true, "False CertificateExpired: certificate orders-brokers-0 has expired at 2026-03-01T12:00:00Z")]
    public void Certificates_are_well_while_they_are_renewed_in_time(int days, bool isNear, string expected) =>
        Assert.Equal($"CertificatesHealthy {expected}", Check(Well, Tls(), [new CertificateExpiry("orders-brokers-0", Now.AddDays(days), isNear), new CertificateExpiry("cluster-ca", Now.AddDays(900), false)])[3]);

    [Fact]
    public void Certificates_that_were_not_read_yet_are_unknown() => Assert.Equal("CertificatesHealthy Unknown CertificatesUnread: no certificate was read yet", Check(Well, Tls(), (ImmutableArray<CertificateExpiry>?)null)[3]);

    [Fact]
    public void Condition_keeps_its_time_until_its_status_changes()
    {
        var first = Conditions.Next([], [CheckResult.Ill("DiskHealthy", "DiskNearlyFull", "81 %")], 1, Now).ToList();
        var second = Conditions.Next(first, [CheckResult.Ill("DiskHealthy", "LogDirOffline", "0")], 2, Now.AddMinutes(1)).ToList();
        var third = Conditions.Next(second, [CheckResult.Well("DiskHealthy", "DiskSpaceLeft", "")], 2, Now.AddMinutes(2)).ToList();

        Assert.Equal([Now, Now, Now.AddMinutes(2)], [first[0].LastTransitionTime!.Value, second[0].LastTransitionTime!.Value, third[0].LastTransitionTime!.Value]);
        Assert.Equal(("LogDirOffline", 2L), (second[0].Reason, second[0].ObservedGeneration));
        Assert.Equal(third, Conditions.Next([new Condition { Type = "Ready", Status = "True", Reason = "", Message = "" }, .. third], (ImmutableArray<CheckResult>?)null, 3, Now.AddMinutes(3)));
    }

    [Fact]
    public void Only_another_status_is_news()
    {
        ImmutableArray<CheckResult> ill = [CheckResult.Ill("DiskHealthy", "DiskNearlyFull", "81 %"), CheckResult.Unknown("QuorumHealthy", "QuorumSilent", ""), CheckResult.Well("PartitionsHealthy", "AllInSync", "")];
        IReadOnlyList<Condition> before = [.. Conditions.Next([], ill, 1, Now)];

        Assert.Equal(["DiskHealthy"], CheckTransitions.Between([], ill).Select(news => news.Type));
        Assert.Empty(CheckTransitions.Between(before, [CheckResult.Ill("DiskHealthy", "DiskNearlyFull", "82 %")]));
        Assert.Equal(["QuorumHealthy"], CheckTransitions.Between(before, [ill[0], CheckResult.Well("QuorumHealthy", "VotersFollow", "")]).Select(news => news.Type));
    }

    private static DesiredResource Tls() => World.Desired("""
        {"apiVersion":"gitopskafka.io/v1alpha1","kind":"KafkaCluster","metadata":{"name":"orders","namespace":"streaming"},
         "spec":{"version":"4.2.1","controllers":{"replicas":3},"brokers":{"replicas":3},"listeners":[{"name":"tls","port":9093,"tls":true}] } }
        """);

    private static string[] Check(KafkaHealthView? view) => Check(view, World.Cluster());

    private static string[] Check(KafkaHealthView? view, DesiredResource desired, params string[] unready) => Check(view, desired, null, unready);

    private static string[] Check(KafkaHealthView? view, DesiredResource desired, ImmutableArray<CertificateExpiry>? expiries, params string[] unready)
    {
        var observed = new World().Has(desired).HasNodesOf(desired)
            .Edit(key => unready.Contains(key.Name), json => json["status"]!["conditions"]![0]!["status"] = "False").Observed;
        var cluster = (KafkaCluster)desired.Value;
        return [.. ClusterChecks.Of(cluster, ClusterNodes.Of(cluster, observed), view, expiries, new CheckLimits(), Now).Select(result => $"{result.Type} {result.Status} {result.Reason}: {result.Message}")];
    }

    private static PartitionHealth Partition(string topic, int id, params int[] inSync) => new(topic, new PartitionView(id, inSync[0], [0, 1, 2], [.. inSync]), null);

    private static QuorumView Quorum(params double?[] behind) =>
        new(1000, [.. behind.Select((seconds, index) => new VoterView(1000 + index, seconds > 0 ? 5 : 0, seconds is { } known ? TimeSpan.FromSeconds(known) : null))]);

    private static LogDirView Disk(int percent) => new($"/data/{percent}", 100 * Gib, (100 - percent) * Gib, IsOffline: false);

    private static ImmutableSortedDictionary<int, Told<ImmutableArray<LogDirView>>> Disks(params ImmutableArray<LogDirView>[] brokers) =>
        brokers.Index().ToImmutableSortedDictionary(broker => broker.Index, broker => (Told<ImmutableArray<LogDirView>>)new Told<ImmutableArray<LogDirView>>.Known(broker.Item));
}
