using System.Collections.Immutable;
using GitOpsKafka.Cluster.Kafka;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.TestCluster;
using GitOpsKafka.Tests.Integration.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;

namespace GitOpsKafka.Tests.Integration;

/// <summary>Topics whose brokers are away: Kafka from 4.1 on may say that they have no replica in sync (KIP-966).</summary>
public sealed class OfflineTopicTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [SkippableFact]
    public async Task Topics_without_a_replica_in_sync_are_told_of()
    {
        Skip.If(Parts.Current.WhyNoKafkaVersion("4.3.1") is not null, Parts.Current.WhyNoKafkaVersion("4.3.1"));
        await using var brokers = await KafkaBrokers.StartAsync(3, None, Parts.Current.Kafka("4.3.1"));
        using var admin = new KafkaAdmin(brokers.BootstrapServers, TimeSpan.FromSeconds(15), NullLogger<KafkaAdmin>.Instance);
        await admin.CreateTopicAsync("single.v1", 3, 1, ImmutableDictionary<string, string>.Empty, None);

        await brokers.Nodes[2].StopAsync(None);

        await Eventually.TrueAsync(() => HasNoneInSyncAsync(admin), "a partition without a replica in sync", TimeSpan.FromMinutes(1));
        Assert.Equal(3, (await admin.DescribeTopicsAsync(null, None))["single.v1"].Partitions.Length);
    }

    private static async Task<bool> HasNoneInSyncAsync(KafkaAdmin admin)
    {
        try
        {
            return (await admin.DescribeHealthAsync(hasQuorum: false, None)).Partitions.Any(partition => partition.Partition.InSyncReplicas.IsEmpty);
        }
        catch (KafkaAdminException exception) when (!exception.IsRefusal)
        {
            return false;
        }
    }
}
