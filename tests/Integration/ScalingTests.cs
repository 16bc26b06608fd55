using System.Collections.Immutable;
using System.Diagnostics;
using Confluent.Kafka;
using GitOpsKafka.Cluster.Kafka;
using GitOpsKafka.Platform.Balancing;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.TestCluster;
using GitOpsKafka.Tests.Integration.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.Integration;

/// <summary>What clusters grow, shrink and are upgraded by, told to real brokers: two nodes, both broker and controller.</summary>
public sealed class ScalingTests(ITestOutputHelper output)
{
    private const string Topic = "orders.v1";
    private const int Bytes = 4_000_000;

    private static readonly PartitionId Partition = new(Topic, 0);
    private static readonly string[] ThrottledReplicas = ["leader.replication.throttled.replicas", "follower.replication.throttled.replicas"];
    private static readonly string[] ThrottledRates = ["leader.replication.throttled.rate", "follower.replication.throttled.rate"];

    [SkippableTheory]
    [InlineData("4.2.1", "4.3.1")]
    public Task Brokers_move_replicas_leaders_voters_and_features(string version, string? next) => ScaleAsync(version, next);

    [SkippableTheory]
    [Trait("Category", "Soak")]
    [InlineData("3.9.2")]
    [InlineData("4.3.1")]
    public Task Brokers_of_other_versions_do_so_too(string version) => ScaleAsync(version, next: null);

    private async Task ScaleAsync(string version, string? next)
    {
        Skip.If(Parts.Current.WhyNoKafkaVersion(version) is not null, Parts.Current.WhyNoKafkaVersion(version));
        await using var brokers = await KafkaBrokers.StartAsync(2, default, Parts.Current.Kafka(version));
        using var admin = new KafkaAdmin(brokers.BootstrapServers, TimeSpan.FromSeconds(15), NullLogger<KafkaAdmin>.Instance);
        var began = Stopwatch.GetTimestamp();

        await FillAsync(brokers, admin);
        await MoveAsync(admin);
        await FaultsAsync(admin);
        await ElectAsync(admin);
        await FeaturesAsync(admin);
        await VotersAsync(admin, brokers);
        await ShrinkAsync(admin, brokers);
        output.WriteLine($"Kafka {version}: {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
        if (next is not null && Parts.Current.WhyNoKafkaVersion(next) is null)
            await UpgradeAsync(admin, brokers, Parts.Current.Kafka(next));
    }

    /// <summary>Two partitions, all of the first one's records on broker 1.</summary>
    private static async Task FillAsync(KafkaBrokers brokers, KafkaAdmin admin)
    {
        await Eventually.TrueAsync(() => IsCreatedAsync(admin), "the topic to be created");
        await LedAsync(admin, partition => partition.Leader is not null);
        Assert.Empty(await admin.Placement.ReassignAsync([To(1)], default));
        await LedAsync(admin, partition => partition.Leader == 1);
        using var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = brokers.BootstrapServers, CompressionType = CompressionType.None }).Build();
        for (var sent = 0; sent < Bytes; sent += 4000)
            producer.Produce(new TopicPartition(Topic, 0), new Message<Null, byte[]> { Value = new byte[4000] });
        producer.Flush(TimeSpan.FromSeconds(20));
        Assert.InRange(await BytesAsync(admin, 1), Bytes, 2 * Bytes);
    }

    /// <summary>While Confluent's client gets to know the brokers, a call may fail that succeeds a moment later.</summary>
    private static async Task<bool> IsCreatedAsync(KafkaAdmin admin)
    {
        try
        {
            await admin.CreateTopicAsync(Topic, 2, 1, ImmutableDictionary<string, string>.Empty, default);
            return true;
        }
        catch (KafkaAdminException exception) when (!exception.IsRefusal)
        {
            return (await admin.DescribeTopicsAsync([Topic], default)).Count == 1;
        }
    }

    /// <summary>Seen under a throttle, taken back, and then let go.</summary>
    private static async Task MoveAsync(KafkaAdmin admin)
    {
        await admin.AlterTopicConfigAsync(Topic, ThrottledReplicas.ToDictionary(name => name, _ => (string?)"*"), default);
        await ThrottleAsync(admin, "20000");
        await admin.Placement.ReassignAsync([To(2)], default);
        var moving = Assert.Single(await admin.Placement.ListReassignmentsAsync(default));
        Assert.Equal((Partition, 2, 1, 2), (moving.Partition, Assert.Single(moving.Adding), Assert.Single(moving.Removing), Assert.Single(moving.Goal)));
        var placement = PlacementReading.Of(await admin.DescribePlacementAsync(default));
        var placed = placement.Partitions.Single(partition => (partition.Topic, partition.Id) == (Topic, 0));
        Assert.Equal([2], placed.Replicas.AsEnumerable());
        Assert.InRange(placed.Bytes ?? 0, Bytes, 2 * Bytes);
        Assert.All(placement.Brokers, broker => Assert.InRange(broker.Capacity ?? 0, Bytes, long.MaxValue));
        await Eventually.TrueAsync(async () => await BytesAsync(admin, 2) > 0, "bytes to arrive");
        Assert.InRange(await BytesAsync(admin, 2), 1, Bytes - 1);

        Assert.Empty(await admin.Placement.CancelReassignmentsAsync([Partition, Partition with { Number = 1 }], default));
        Assert.Empty(await admin.Placement.ListReassignmentsAsync(default));
        await LedAsync(admin, partition => partition is { Leader: 1, Replicas: [1] });
        await Eventually.TrueAsync(async () => await BytesAsync(admin, 2) < 0, "the half copy to be deleted");

        await admin.Placement.ReassignAsync([To(2)], default);
        await ThrottleAsync(admin, null);
        await LedAsync(admin, partition => partition is { Leader: 2, Replicas: [2] });
        Assert.Empty(await admin.Placement.ListReassignmentsAsync(default));
        Assert.InRange(await BytesAsync(admin, 2), Bytes, 2 * Bytes);
    }

    private static async Task FaultsAsync(KafkaAdmin admin)
    {
        var faults = await admin.Placement.ReassignAsync([new(Partition, [99]), new(new PartitionId("absent.v1", 0), [1]), new(Partition with { Number = 1 }, [2])], default);

        Assert.Equal(["absent.v1-0", "orders.v1-0"], faults.Select(fault => fault.Partition.ToString()).Order(StringComparer.Ordinal));
        Assert.Contains("99", faults.Single(fault => fault.Partition == Partition).Why, StringComparison.Ordinal);
        Assert.True(faults.Single(fault => fault.Partition == Partition).IsRefusal);
        await LedAsync(admin, partition => partition.Leader == 2, number: 1);
    }

    private static async Task ElectAsync(KafkaAdmin admin)
    {
        await admin.Placement.ReassignAsync([To(2, 1)], default);
        await LedAsync(admin, partition => partition is { Leader: 2, InSyncReplicas.Length: 2 });
        await admin.Placement.ReassignAsync([To(1, 2)], default);
        await LedAsync(admin, partition => partition is { Leader: 2, Replicas: [1, 2] });

        Assert.Empty(await admin.Placement.ElectPreferredLeadersAsync([Partition], default));
        await LedAsync(admin, partition => partition.Leader == 1);
        Assert.Empty(await admin.Placement.ElectPreferredLeadersAsync([Partition], default));
        Assert.Empty(await admin.Placement.ElectPreferredLeadersAsync(null, default));
        Assert.Equal("absent.v1-0", Assert.Single(await admin.Placement.ElectPreferredLeadersAsync([new PartitionId("absent.v1", 0)], default)).Partition.ToString());
    }

    private async Task FeaturesAsync(KafkaAdmin admin)
    {
        var features = await admin.Features.DescribeFeaturesAsync(default);
        output.WriteLine(string.Join(", ", features.Finalized.Select(feature => $"{feature.Key} {feature.Value}")));
        Assert.Equal([1, 2], features.Supported.Keys);
        var levels = Assert.IsType<Told<ImmutableSortedDictionary<string, FeatureLevels>>.Known>(features.Supported[1]).Value;
        Assert.Equal(levels["metadata.version"].Highest, features.Finalized["metadata.version"]);
        Assert.Equal(new FeatureLevels(0, 1), levels["kraft.version"]);

        var refusal = await Assert.ThrowsAsync<KafkaAdminException>(() =>
            admin.Features.RaiseFeaturesAsync(new Dictionary<string, int> { ["metadata.version"] = levels["metadata.version"].Highest + 1, ["absent.version"] = 1 }, isTrial: true, default));
        output.WriteLine(refusal.Message);
        Assert.Contains("absent.version", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>A controller whose vote is taken still follows; so it can be given one again.</summary>
    private static async Task VotersAsync(KafkaAdmin admin, KafkaBrokers brokers)
    {
        var quorum = await admin.Membership.DescribeQuorumAsync(default);
        var leaving = quorum.Voters.Single(voter => voter.Id != quorum.Leader);
        Assert.Contains($"directory.id={leaving.Directory}", await File.ReadAllTextAsync(Path.Combine(brokers.Nodes[leaving.Id - 1].DataFolder, "meta.properties")), StringComparison.Ordinal);
        var again = new NewVoter(leaving.Id, leaving.Directory!, [new VoterEndpoint("CONTROLLER", "127.0.0.1", int.Parse(brokers.Nodes[leaving.Id - 1].Controller.Split(':')[1]))]);

        await admin.Membership.RemoveVoterAsync(brokers.ClusterId, leaving.Id, leaving.Directory!, default);
        var without = await UntilQuorumAsync(admin, view => view.Voters.Length == 1 && view.Observers.Any(observer => observer.Id == leaving.Id));
        Assert.Equal(leaving.Directory, without.Observers.Single(observer => observer.Id == leaving.Id).Directory);
        Assert.Contains("VoterNotFound", (await Assert.ThrowsAsync<KafkaAdminException>(() => admin.Membership.RemoveVoterAsync(brokers.ClusterId, leaving.Id, leaving.Directory!, default))).Message, StringComparison.Ordinal);
        Assert.True((await Assert.ThrowsAsync<KafkaAdminException>(() => admin.Membership.AddVoterAsync("another", again, default))).IsRefusal);

        await admin.Membership.AddVoterAsync(brokers.ClusterId, again, default);
        await UntilQuorumAsync(admin, view => view.Voters.Length == 2);
        Assert.Contains("DuplicateVoter", (await Assert.ThrowsAsync<KafkaAdminException>(() => admin.Membership.AddVoterAsync(brokers.ClusterId, again, default))).Message, StringComparison.Ordinal);
    }

    /// <summary>Down to broker 1.</summary>
    private static async Task ShrinkAsync(KafkaAdmin admin, KafkaBrokers brokers)
    {
        Assert.Empty(await admin.Placement.ReassignAsync([To(1), new(Partition with { Number = 1 }, [1])], default));
        await Eventually.TrueAsync(async () => Assert.IsType<Told<ImmutableArray<LogDirContents>>.Known>((await admin.Placement.DescribeLogDirsAsync(default))[2]).Value.All(directory => directory.Replicas.IsEmpty), "broker 2 to be empty");
        var voter = (await admin.Membership.DescribeQuorumAsync(default)).Voters.Single(voter => voter.Id == 2);
        await admin.Membership.RemoveVoterAsync(brokers.ClusterId, 2, voter.Directory!, default);
        await UntilQuorumAsync(admin, view => view is { Leader: 1, Voters.Length: 1 });
        await brokers.Nodes[1].StopAsync(default);
        await Eventually.TrueAsync(async () => (await TryAsync(async () => await admin.DescribeClusterAsync(default)))?.Brokers.Length == 1, "broker 2 to be gone", TimeSpan.FromMinutes(1));

        Assert.True(await admin.Membership.UnregisterBrokerAsync(2, default));
        Assert.False(await admin.Membership.UnregisterBrokerAsync(2, default));
    }

    /// <summary>Broker 2 is gone, but as a controller it is known with what it supported.</summary>
    private async Task UpgradeAsync(KafkaAdmin admin, KafkaBrokers brokers, KafkaDistribution next)
    {
        await brokers.Nodes[0].StopAsync(default);
        await StartAsync(brokers.Nodes[0], next);
        var before = await Eventually.GetAsync(() => TryAsync(async () => await admin.Features.DescribeFeaturesAsync(default)), "features");
        var highest = Assert.IsType<Told<ImmutableSortedDictionary<string, FeatureLevels>>.Known>(before.Supported[1]).Value["metadata.version"].Highest;
        var levels = new Dictionary<string, int> { ["metadata.version"] = highest };
        var tooEarly = await Assert.ThrowsAsync<KafkaAdminException>(() => admin.Features.RaiseFeaturesAsync(levels, isTrial: false, default));
        output.WriteLine(tooEarly.Message);
        Assert.False(tooEarly.IsRefusal);

        await StartAsync(brokers.Nodes[1], next);
        await Eventually.GetAsync(() => TryAsync<object>(async () =>
        {
            await admin.Features.RaiseFeaturesAsync(levels, isTrial: true, default);
            return levels;
        }), "controller 2 to register with what it supports");
        Assert.InRange((await admin.Features.DescribeFeaturesAsync(default)).Finalized["metadata.version"], 1, highest - 1);
        await admin.Features.RaiseFeaturesAsync(levels, isTrial: false, default);
        await Eventually.TrueAsync(async () => (await admin.Features.DescribeFeaturesAsync(default)).Finalized["metadata.version"] == highest, "the new level");
        output.WriteLine($"to {next.Version}: metadata.version {before.Finalized["metadata.version"]} to {highest}");
    }

    private static Task StartAsync(KafkaBroker node, KafkaDistribution distribution)
    {
        node.Distribution = distribution;
        return node.StartAsync(default);
    }

    private static PartitionPlacement To(params int[] brokers) => new(Partition, [.. brokers]);

    private static Task ThrottleAsync(KafkaAdmin admin, string? bytesPerSecond) => Task.WhenAll(
        new[] { 1, 2 }.Select(broker => admin.AlterSettingsAsync(broker, ThrottledRates.ToDictionary(name => name, _ => bytesPerSecond), default)));

    /// <returns>-1 when it has no replica.</returns>
    private static async Task<long> BytesAsync(KafkaAdmin admin, int broker) =>
        Assert.IsType<Told<ImmutableArray<LogDirContents>>.Known>((await admin.Placement.DescribeLogDirsAsync(default))[broker]).Value
            .SelectMany(directory => directory.Replicas).SingleOrDefault(replica => replica.Partition == Partition)?.Bytes ?? -1;

    private static Task LedAsync(KafkaAdmin admin, Func<PartitionView, bool> isSo, int number = 0) => Eventually.TrueAsync(
        async () => (await admin.DescribeTopicsAsync([Topic], default)).GetValueOrDefault(Topic) is { } topic && isSo(topic.Partitions[number]), $"{Topic}-{number} to be so");

    private static Task<QuorumView> UntilQuorumAsync(KafkaAdmin admin, Func<QuorumView, bool> isSo) =>
        Eventually.GetAsync(() => TryAsync(async () => await admin.Membership.DescribeQuorumAsync(default) is var view && isSo(view) ? view : null), "the quorum to be so");

    private static async Task<T?> TryAsync<T>(Func<Task<T?>> ask)
        where T : class
    {
        try
        {
            return await ask();
        }
        catch (KafkaAdminException exception) when (!exception.IsRefusal)
        {
            return null;
        }
    }
}
