using System.Collections.Immutable;
using System.Diagnostics;
using GitOpsKafka.Cluster.Kafka;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.TestCluster;
using GitOpsKafka.Tests.Integration.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.Integration;

/// <summary>How real clusters are, by their own account: whole, without one node, and without most of them.</summary>
public sealed class HealthTests(ITestOutputHelper output)
{
    private const int TopicsOfMany = 200;

    [SkippableTheory]
    [MemberData(nameof(TestedVersions.All), MemberType = typeof(TestedVersions))]
    public async Task Cluster_tells_what_it_lacks(string version)
    {
        Skip.If(Parts.Current.WhyNoKafkaVersion(version) is not null, Parts.Current.WhyNoKafkaVersion(version));
        await using var brokers = await KafkaBrokers.StartAsync(3, default, Parts.Current.Kafka(version));
        using var admin = new KafkaAdmin(brokers.BootstrapServers, TimeSpan.FromSeconds(15), NullLogger<KafkaAdmin>.Instance);
        await admin.CreateTopicAsync("orders.v1", 3, 3, new Dictionary<string, string> { ["min.insync.replicas"] = "3" }, default);
        await admin.CreateTopicAsync("audit.v1", 1, 3, ImmutableDictionary<string, string>.Empty, default);

        var whole = await UntilAsync(admin, view => view.Partitions.Length == 4 && view.Partitions.All(partition => !partition.IsUnderReplicated));
        var quorum = Quorum(whole)!;
        Assert.Equal([1, 2, 3], quorum.Voters.Select(voter => voter.Id));
        Assert.All(quorum.Voters, voter => Assert.InRange(voter.Behind!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(5)));
        Assert.All(whole.LogDirs, broker => Assert.InRange(Assert.Single(Assert.IsType<Told<ImmutableArray<LogDirView>>.Known>(broker.Value).Value).UsedShare!.Value, 0.001, 0.999));
        Assert.Equal([1, 2, 3], whole.LogDirs.Keys);

        await brokers.Nodes[0].KillAsync();
        var wounded = await UntilAsync(admin, view => view.Partitions.Count(partition => partition.IsUnderReplicated) == 4 && view.LogDirs.Count == 2);
        Assert.Equal(3, wounded.Partitions.Count(partition => partition.IsUnderMinimum && partition.MinimumInSync == 3));
        Assert.Equal(2, wounded.Partitions.Single(partition => partition.Topic == "audit.v1").MinimumInSync);
        var late = await UntilAsync(admin, view => Quorum(view)?.Voters[0] is { } voter && (voter.Behind is null || voter.Behind > TimeSpan.FromSeconds(3)));
        Assert.NotEqual(1, Quorum(late)!.Leader);
        Assert.True(Quorum(late)!.Voters[0].Lag > 0);

        await brokers.Nodes[1].KillAsync();
        var lost = await UntilAsync(admin, view => view.Quorum is Told<QuorumView>.Unknown);
        output.WriteLine($"a quorum without its majority: {((Told<QuorumView>.Unknown)lost.Quorum!).Why}");
        Assert.IsType<Told<ImmutableArray<LogDirView>>.Known>(lost.LogDirs[3]);
    }

    [SkippableFact]
    public async Task Many_topics_are_read_in_one_go()
    {
        Skip.If(Parts.Current.WhyNoKafka is not null, Parts.Current.WhyNoKafka);
        await using var broker = await KafkaBroker.StartNewAsync(default);
        using var admin = new KafkaAdmin(broker.BootstrapServers, TimeSpan.FromSeconds(15), NullLogger<KafkaAdmin>.Instance);
        await Task.WhenAll(Enumerable.Range(0, TopicsOfMany).Select(number => admin.CreateTopicAsync($"many.{number}", 5, 1, ImmutableDictionary<string, string>.Empty, default)));
        await UntilAsync(admin, view => view.Partitions.Length == TopicsOfMany * 5);

        var begun = Stopwatch.GetTimestamp();
        for (var i = 0; i < 10; i++)
            await admin.DescribeHealthAsync(hasQuorum: true, default);

        output.WriteLine($"{TopicsOfMany * 5} partitions: {Stopwatch.GetElapsedTime(begun).TotalMilliseconds / 10:0} ms a look");
        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    private static QuorumView? Quorum(KafkaHealthView view) => (view.Quorum as Told<QuorumView>.Known)?.Value;

    private static Task<KafkaHealthView> UntilAsync(KafkaAdmin admin, Func<KafkaHealthView, bool> isSo) => Eventually.GetAsync(async () =>
    {
        try
        {
            return await admin.DescribeHealthAsync(hasQuorum: true, default) is var view && isSo(view) ? view : null;
        }
        catch (KafkaAdminException exception) when (!exception.IsRefusal)
        {
            return null;
        }
    }, "the cluster to tell it", TimeSpan.FromMinutes(1));
}
