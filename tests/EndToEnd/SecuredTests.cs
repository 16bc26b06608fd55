using System.Diagnostics;
using System.Globalization;
using GitOpsKafka.TestCluster;
using GitOpsKafka.Tests.EndToEnd.Fixtures;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.EndToEnd;

/// <summary>A cluster whose nodes know each other, and us, by certificates alone.</summary>
[Collection(RealPlatformCollection.Name)]
public sealed class SecuredTests(RealPlatform platform, ITestOutputHelper output)
{
    private const string Namespace = "shops";

    private const string Broker = "ledger-brokers-0";

    [SkippableFact]
    public async Task Topics_and_settings_of_a_cluster_with_internal_TLS_follow_Git()
    {
        Skip.If(platform.WhySkipped is not null, platform.WhySkipped);
        var begun = Stopwatch.GetTimestamp();
        await platform.PushAsync("ledger.yaml", Manifests.Ledger("60000"));
        await platform.UntilConditionAsync("kafkacluster/ledger", "True", TimeSpan.FromMinutes(4), Namespace);
        var ready = Stopwatch.GetElapsedTime(begun);
        await platform.PushAsync("postings.yaml", Manifests.Postings);
        await platform.UntilConditionAsync("kafkatopic/postings.v1", "True", @namespace: Namespace);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"KafkaCluster ready {ready.TotalSeconds:0.0} s after the push, its topic after {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s"));

        Assert.Contains("PartitionCount: 3", await AskAsync("kafka-topics.sh", "--describe", "--topic", "postings.v1"), StringComparison.Ordinal);

        var pods = new Pods(platform.Kubernetes, platform.Cluster.Kubectl, Namespace);
        await SettingAsync(pods);
        await RestartAsync(pods);
        await platform.RemoveAsync("ledger.yaml", "postings.yaml");
    }

    /// <summary>As the worker tells nodes whose certificate of the start is in the last third of its life; renewals take too long to wait for.</summary>
    private async Task RestartAsync(Pods pods)
    {
        var before = await pods.UidsAsync();
        (await platform.Cluster.Kubectl.RunAsync(CancellationToken.None, "annotate", "pod", Broker, "--namespace", Namespace, "gitopskafka.io/restart-for=the certificate it was started with")).MustSucceed();

        await Eventually.TrueAsync(
            async () => (await pods.UidsAsync()).GetValueOrDefault(Broker, before[Broker]) != before[Broker] && (await pods.ReadyAsync()).Contains(Broker), "the broker to be another pod", TimeSpan.FromMinutes(4));
        await platform.UntilConditionAsync("kafkacluster/ledger", "True", @namespace: Namespace);
        Assert.Equal(before["ledger-controllers-0"], (await pods.UidsAsync())["ledger-controllers-0"]);
        Assert.Contains("PartitionCount: 3", await AskAsync("kafka-topics.sh", "--describe", "--topic", "postings.v1"), StringComparison.Ordinal);
    }

    /// <summary>A setting is told to the running broker: the reconciler knew what it has, and the worker what to tell it.</summary>
    private async Task SettingAsync(Pods pods)
    {
        var before = await pods.UidsAsync();
        await platform.PushAsync("ledger.yaml", Manifests.Ledger("70000"));

        await Eventually.TrueAsync(
            async () => (await AskAsync("kafka-configs.sh", "--describe", "--all", "--entity-type", "brokers", "--entity-name", "0")).Contains("log.segment.delete.delay.ms=70000", StringComparison.Ordinal),
            "the broker to tell the new setting", TimeSpan.FromMinutes(2));
        await platform.UntilConditionAsync("kafkacluster/ledger", "True", @namespace: Namespace);
        var after = await pods.UidsAsync();
        Assert.Equal(before[Broker], after[Broker]);
    }

    /// <summary>One of Kafka's own tools in the broker's pod, with the broker's certificate.</summary>
    private Task<string> AskAsync(string tool, params string[] arguments) => new Pods(platform.Kubernetes, platform.Cluster.Kubectl, Namespace).ToolAsync(
        Broker,
        $"""
        security.protocol=SSL
        ssl.truststore.type=PEM
        ssl.truststore.location=/etc/kafka-certs/cluster-ca.crt
        ssl.keystore.type=PEM
        ssl.keystore.location=/etc/kafka-certs/{Broker}.pem

        """,
        tool,
        ["--bootstrap-server", "ledger-bootstrap.shops.svc:9091", "--command-config", "/dev/stdin", .. arguments]);
}
