using System.Collections.Immutable;
using System.Diagnostics;
using GitOpsKafka.Cluster.Kafka;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Planning;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.TestCluster;
using GitOpsKafka.Tests.Integration.Fixtures;
using GitOpsKafka.Worker.Applying;
using Microsoft.Extensions.Logging.Abstractions;

namespace GitOpsKafka.Tests.Integration;

/// <summary>What is decided about settings, and told, against real brokers that never restart.</summary>
public sealed class BrokerSettingsTests
{
    private static readonly Dictionary<string, string> StartedWith = new()
    {
        ["num.io.threads"] = "4",
        ["message.max.bytes"] = "2000000",
        ["log.retention.ms"] = "500000",
        // The harness's own, which no cluster of ours has.
        ["num.network.threads"] = "3",
        ["log.cleaner.dedupe.buffer.size"] = "134217728",
    };

    [SkippableTheory]
    [MemberData(nameof(TestedVersions.All), MemberType = typeof(TestedVersions))]
    public async Task Running_brokers_take_on_what_Git_wants(string version)
    {
        Skip.If(Parts.Current.WhyNoKafkaVersion(version) is not null, Parts.Current.WhyNoKafkaVersion(version));
        await using var brokers = await KafkaBrokers.StartAsync(2, default, Parts.Current.Kafka(version), StartedWith);
        using var admin = new KafkaAdmin(brokers.BootstrapServers, TimeSpan.FromSeconds(15), NullLogger<KafkaAdmin>.Instance);
        var told = new Told(admin);

        // From a file and in force: nothing to do.
        Assert.Null(await told.PlanAsync(Cluster(version, "num.io.threads: 4, message.max.bytes: 2000000, log.retention.ms: 500000")));

        // Eight times as many threads take three steps, or more where one broker is quicker than the other; a file is outdone by what is told.
        var cluster = Cluster(version, "num.io.threads: 32, message.max.bytes: 3000000, log.retention.ms: 500000");
        Assert.InRange(await told.ApplyAsync(cluster), 3, 9);
        await EffectiveAsync(admin, "num.io.threads", new BrokerSetting(null, "32", "4"));
        await EffectiveAsync(admin, "message.max.bytes", new BrokerSetting(null, "3000000", "2000000"));

        // A hand, for all and for one.
        await admin.AlterSettingsAsync(null, new Dictionary<string, string?> { ["message.max.bytes"] = "5000000", ["unclean.leader.election.enable"] = "true" }, default);
        await admin.AlterSettingsAsync(2, new Dictionary<string, string?> { ["log.cleaner.backoff.ms"] = "1" }, default);
        await Eventually.TrueAsync(async () => (await told.PlanAsync(cluster))?.Changes.Length == 3, "three overrides to be seen");
        await told.ApplyAsync(cluster);
        await EffectiveAsync(admin, "message.max.bytes", new BrokerSetting(null, "3000000", "2000000"));
        await EffectiveAsync(admin, "unclean.leader.election.enable", new BrokerSetting(null, "false", null));
        await EffectiveAsync(admin, "log.cleaner.backoff.ms", BrokerSetting.None);

        // Dropped from Git: the default is set over what the files say, and what has none takes a restart.
        var plain = Cluster(version, "");
        await told.ApplyAsync(plain);
        await EffectiveAsync(admin, "message.max.bytes", new BrokerSetting(null, "1048588", "2000000"));
        await EffectiveAsync(admin, "num.io.threads", new BrokerSetting(null, "8", "4"));
        Assert.Equal([1, 2], (await told.RestartsAsync(plain)).Where(broker => broker.Contains("log.retention.ms")).Select(broker => broker.Key).Order());

        var refusal = await Assert.ThrowsAsync<KafkaAdminException>(() => admin.AlterSettingsAsync(null, new Dictionary<string, string?> { ["node.id"] = "9" }, default));
        Assert.True(refusal.IsRefusal);
        Assert.Contains("node.id", refusal.Message, StringComparison.Ordinal);
    }

    private static Task EffectiveAsync(KafkaAdmin admin, string name, BrokerSetting setting) => Eventually.TrueAsync(
        async () => (await admin.DescribeSettingsAsync(default)).Brokers is { Count: 2 } all && all.Values.All(settings => settings.GetValueOrDefault(name, BrokerSetting.None) == setting), $"{name} to be {setting}");

    private static KafkaCluster Cluster(string version, string config)
    {
        var settings = config.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(setting => setting.Split(": ")).ToDictionary(pair => pair[0], pair => new ConfigValue(pair[1]));
        return new KafkaCluster
        {
            Kind = KafkaCluster.KindName,
            Metadata = new ResourceMetadata { Name = "orders", Namespace = "streaming" },
            Spec = new KafkaClusterSpec { Version = version, Brokers = new NodeRole { Replicas = 2 }, Config = settings },
        };
    }

    /// <summary>Decides and writes as the worker does. The brokers were not made for a KafkaCluster, so they get its id here.</summary>
    private sealed class Told(KafkaAdmin admin) : IKafkaAdmins
    {
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

        public IKafkaAdmin For(ResourceKey cluster) => admin;

        public async Task<Effect.Reconfigure?> PlanAsync(KafkaCluster cluster) => SettingPlanning.Plan(cluster, "uid", await ObserveAsync(cluster));

        public async Task<ILookup<int, string>> RestartsAsync(KafkaCluster cluster) => SettingPlanning.NeedingRestart(cluster, "uid", await ObserveAsync(cluster));

        /// <returns>How many times something was told.</returns>
        public async Task<int> ApplyAsync(KafkaCluster cluster)
        {
            var (times, last, begun) = (0, "", Stopwatch.GetTimestamp());
            while (await PlanAsync(cluster) is { } effect)
            {
                Assert.True(Stopwatch.GetElapsedTime(begun) < Patience, effect.Describe());
                // Brokers take settings on a moment later; then the worker tells the same once more.
                if (effect.Describe() == last)
                    await Task.Delay(TimeSpan.FromMilliseconds(500));
                else
                    times++;
                last = effect.Describe();
                await new SettingWriter(this).WriteAsync(cluster.Key, effect, default);
            }

            return times;
        }

        private async Task<ObservedState> ObserveAsync(KafkaCluster cluster)
        {
            var view = await Eventually.GetAsync(DescribeAsync, "both brokers to answer");
            return ObservedState.Unknown with
            {
                Settings = ImmutableDictionary<ResourceKey, ClusterSettingsView>.Empty.Add(cluster.Key, view with { ClusterId = ClusterRenderer.ClusterId(cluster, "uid")! }),
            };
        }

        /// <summary>While brokers begin, one of them may not be registered, or not answer yet.</summary>
        private async Task<ClusterSettingsView?> DescribeAsync()
        {
            try
            {
                return await admin.DescribeSettingsAsync(default) is { Brokers.Count: 2 } view ? view : null;
            }
            catch (KafkaAdminException exception) when (!exception.IsRefusal)
            {
                return null;
            }
        }
    }
}
