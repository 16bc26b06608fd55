using System.Collections.Immutable;
using System.Diagnostics;
using Confluent.Kafka;
using GitOpsKafka.Cluster.Kafka;
using GitOpsKafka.Cluster.Kafka.Protocol;
using GitOpsKafka.Cluster.Tls;
using GitOpsKafka.Platform.Certificates;
using GitOpsKafka.Platform.Observation;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.TestCluster;
using GitOpsKafka.Tests.Integration.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.Integration.Certificates;

/// <summary>A real broker that hears nobody without a certificate, and who is who for it.</summary>
public sealed class SecuredAdminTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, string> None = [];

    [SkippableTheory]
    [MemberData(nameof(TestedVersions.All), MemberType = typeof(TestedVersions))]
    public async Task Only_the_operator_is_heard_and_may_do_everything(string version)
    {
        Skip.If(Parts.Current.WhyNoKafkaVersion(version) is not null, Parts.Current.WhyNoKafkaVersion(version));
        await using var site = await SecuredSite.StartAsync(Parts.Current.KafkaDistributions.Single(kafka => kafka.Version.ToString() == version));
        var time = new FakeTimeProvider();
        using var admins = site.Admins(time);
        var began = Stopwatch.GetTimestamp();

        await TopicsAsync(admins.For(SecuredSite.Orders));
        await SettingsAsync(admins.For(SecuredSite.Orders), site.BrokerId);
        await HealthAsync(admins.For(SecuredSite.Orders), site.BrokerId);
        await NewCertificateAsync(site, time, admins.For(SecuredSite.Orders));
        await ReloadAsync(site, admins.For(SecuredSite.Orders));
        await StrangersAsync(site);
        await NamesAsync(site);

        output.WriteLine($"Kafka {version}: {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
    }

    private static async Task TopicsAsync(IKafkaAdmin admin)
    {
        Assert.Single((await admin.DescribeClusterAsync(default)).Brokers);
        await admin.CreateTopicAsync("bills.v1", 2, 1, new Dictionary<string, string> { ["retention.ms"] = "1000000" }, default);
        await admin.AlterTopicConfigAsync("bills.v1", new Dictionary<string, string?> { ["retention.ms"] = "2000000" }, default);
        await admin.IncreasePartitionsAsync("bills.v1", 3, default);
        await Eventually.TrueAsync(
            async () => (await admin.DescribeTopicsAsync(null, default)).GetValueOrDefault("bills.v1") is { Partitions.Length: 3 } topic && topic.Config["retention.ms"] == "2000000",
            "topic bills.v1 as it was changed");
        await admin.CreateTopicAsync("bills.v0", 1, 1, None, default);
        Assert.True(await admin.DeleteTopicAsync("bills.v0", default));
    }

    /// <summary>Those of one broker go through Confluent's client, those of all are sent by hand.</summary>
    private static async Task SettingsAsync(IKafkaAdmin admin, int broker)
    {
        await admin.AlterSettingsAsync(broker, new Dictionary<string, string?> { ["log.cleaner.backoff.ms"] = "14000" }, default);
        await admin.AlterSettingsAsync(null, new Dictionary<string, string?> { ["message.max.bytes"] = "3000000" }, default);

        await Eventually.TrueAsync(
            async () => (await admin.DescribeSettingsAsync(default)).Brokers[broker] is var settings
                && settings.GetValueOrDefault("log.cleaner.backoff.ms", BrokerSetting.None).Own == "14000" && settings.GetValueOrDefault("message.max.bytes", BrokerSetting.None).Shared == "3000000",
            "settings as they were changed");
        var refusal = await Assert.ThrowsAsync<KafkaAdminException>(() => admin.AlterSettingsAsync(null, new Dictionary<string, string?> { ["node.id"] = "9" }, default));
        Assert.True(refusal.IsRefusal);
    }

    private static async Task HealthAsync(IKafkaAdmin admin, int broker)
    {
        var view = await admin.DescribeHealthAsync(hasQuorum: true, default);

        Assert.Contains(view.Partitions, partition => partition is { Topic: "bills.v1", IsOffline: false, IsUnderReplicated: false });
        Assert.NotNull(Assert.IsType<Told<QuorumView>.Known>(view.Quorum).Value.Leader);
        Assert.NotEmpty(Assert.IsType<Told<ImmutableArray<LogDirView>>.Known>(view.LogDirs[broker]).Value);
    }

    private static async Task NewCertificateAsync(SecuredSite site, FakeTimeProvider time, IKafkaAdmin admin)
    {
        var before = await site.CredentialsAsync();
        await site.RenewOperatorAsync();
        Assert.NotEqual(before, await site.CredentialsAsync());
        time.Advance(TimeSpan.FromSeconds(30));

        Assert.Contains("bills.v1", (await admin.DescribeTopicsAsync(null, default)).Keys);
    }

    /// <summary>The broker is told so over the very listener whose certificate is replaced.</summary>
    private static async Task ReloadAsync(SecuredSite site, IKafkaAdmin admin)
    {
        var probe = new TlsProbe(TimeProvider.System, TimeSpan.FromSeconds(5));
        var stored = await site.RenewNodeAsync();
        Assert.NotEqual(stored, await probe.ThumbprintAsync("127.0.0.1", site.Replication.Number, default));

        await admin.ReloadCertificatesAsync(site.BrokerId, "replication", default);

        await Eventually.TrueAsync(async () => await probe.ThumbprintAsync("127.0.0.1", site.Replication.Number, default) == stored, "the broker to present its new certificate");
        Assert.True(await admin.DeleteTopicAsync("bills.v1", default));
    }

    private static async Task StrangersAsync(SecuredSite site)
    {
        var ours = await site.CredentialsAsync();
        var now = TimeProvider.System.GetUtcNow();
        var foreign = Platform.Certificates.CertificateAuthority.Create("Foreign CA", TimeSpan.FromDays(1), now);
        var namesake = ours with { Certificate = CertificateIssuer.ForClient(foreign, null, "gitopskafka-operator", TimeSpan.FromHours(1), now) };
        var blind = ours with { TrustPem = foreign.CertificatesPem };
        var client = await site.ClientAsync("gitopskafka-operator");

        foreach (var stranger in new[] { null, namesake, blind, client })
            await RefusedAsync(site.Replication.Address, stranger);
        AnonymousIsRefused(site.Replication.Address, ours.TrustPem);
        foreach (var stranger in new[] { namesake, blind, client })
            Assert.False((await ByHandAsync(site, "127.0.0.1", stranger)).IsRefusal);
        Assert.False((await ByHandAsync(site, "127.0.0.1", null)).IsRefusal);
        Assert.Contains("RemoteCertificateNameMismatch", (await ByHandAsync(site, "localhost", ours)).Message, StringComparison.Ordinal);
    }

    /// <summary>Whoever the clients authority gives one of our names is nobody of ours.</summary>
    private static async Task NamesAsync(SecuredSite site)
    {
        using var admin = Connect(site.External, await site.ClientAsync("admin"), TimeSpan.FromSeconds(15));
        await admin.CreateTopicAsync("clients.v1", 1, 1, None, default);
        foreach (var name in new[] { "gitopskafka-operator", "gitopskafka-node", "orders-brokers-0", "billing" })
        {
            using var client = Connect(site.External, await site.ClientAsync(name), TimeSpan.FromSeconds(15));
            var refusal = await Assert.ThrowsAsync<KafkaAdminException>(() => client.CreateTopicAsync("clients.v2", 1, 1, None, default));
            Assert.Contains("AuthorizationFailed", refusal.Message, StringComparison.Ordinal);
        }
    }

    private static async Task RefusedAsync(string bootstrap, KafkaCredentials? stranger)
    {
        using var admin = Connect(bootstrap, stranger, TimeSpan.FromSeconds(2));
        var failure = await Assert.ThrowsAsync<KafkaAdminException>(() => admin.DescribeClusterAsync(default));
        Assert.False(failure.IsRefusal);
        Assert.DoesNotContain("BEGIN", failure.ToString(), StringComparison.Ordinal);
    }

    /// <summary>With TLS, and without a certificate.</summary>
    private static void AnonymousIsRefused(string bootstrap, string trust)
    {
        var config = new AdminClientConfig { BootstrapServers = bootstrap, SecurityProtocol = SecurityProtocol.Ssl, SslCaPem = trust };
        using var anonymous = new AdminClientBuilder(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        Assert.Throws<KafkaException>(() => anonymous.GetMetadata(TimeSpan.FromSeconds(2)));
    }

    private static Task<KafkaAdminException> ByHandAsync(SecuredSite site, string host, KafkaCredentials? credentials)
    {
        var broker = new BrokerView(site.BrokerId, host, site.Replication.Number, null);
        var settings = new KafkaBrokerSettings(new BrokerCalls(credentials, TimeSpan.FromSeconds(5)));
        return Assert.ThrowsAsync<KafkaAdminException>(() => settings.AlterAsync([broker], null, new Dictionary<string, string?> { ["message.max.bytes"] = "1" }, default));
    }

    private static KafkaAdmin Connect(string bootstrap, KafkaCredentials? credentials, TimeSpan timeout) => new(bootstrap, timeout, NullLogger<KafkaAdmin>.Instance, credentials);
}
