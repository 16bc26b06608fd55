using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Confluent.Kafka;
using GitOpsKafka.TestCluster;
using GitOpsKafka.Tests.EndToEnd.Fixtures;
using k8s;
using k8s.Models;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.EndToEnd;

/// <summary>Every version of Kafka and every home of its metadata, beside those of the other tests. One small cluster at a time.</summary>
[Collection(RealPlatformCollection.Name)]
public sealed class VersionTests(RealPlatform platform, ITestOutputHelper output)
{
    private const string Namespace = "versions";

    private const string File = "versions.yaml";

    private const int Count = 1000;

    private static readonly CancellationToken None = CancellationToken.None;

    private Pods Nodes => new(platform.Kubernetes, platform.Cluster.Kubectl, Namespace);

    [SkippableFact]
    public Task Cluster_in_KRaft_becomes_ready_and_serves() => OnClusterAsync("3.9.2", "controllers", name => AssertServesAsync(name, name));

    /// <summary>No repository ever holds it.</summary>
    [SkippableFact]
    public Task Cluster_applied_with_kubectl_becomes_ready_and_serves() => OnClusterAsync("4.2.1", "controllers", name => AssertServesAsync(name, name), isHandApplied: true);

    [SkippableFact]
    public Task Cluster_in_ZooKeeper_serves_and_restarts_one_server_at_a_time() => OnClusterAsync("3.9.2", "zookeeper", async name =>
    {
        await AssertServesAsync(name, name);
        var before = await Nodes.UidsAsync();

        // Beside it a setting that brokers take on while they run.
        await platform.PushAsync(File, Manifests.Small(name, "3.9.2", "zookeeper")
            .Replace("    replicas: 3\n", "    replicas: 3\n    config: {tickTime: 3000}\n", StringComparison.Ordinal)
            .Replace("  config: {offsets", "  config: {num.io.threads: 12, offsets", StringComparison.Ordinal));
        var least = 3;
        var begun = Stopwatch.GetTimestamp();
        await Eventually.TrueAsync(async () =>
        {
            var started = await StartedAsync($"{name}-zookeeper-");
            least = Math.Min(least, started.Count);
            return started.Count == 3 && started.All(pod => pod.Value != before[pod.Key]);
        }, "three new ZooKeeper servers", TimeSpan.FromMinutes(4));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"three ZooKeeper servers restarted one after another in {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s"));

        Assert.Equal(2, least);
        Assert.Equal(before[$"{name}-brokers-0"], (await Nodes.UidsAsync())[$"{name}-brokers-0"]);
        await platform.UntilConditionAsync($"kafkacluster/{name}", "True", TimeSpan.FromMinutes(2), Namespace);
        await AssertServesAsync(name, "after");
        var settings = await Nodes.ToolAsync($"{name}-brokers-0", null, "kafka-configs.sh", "--bootstrap-server", $"{name}-bootstrap.{Namespace}.svc:9092", "--describe", "--entity-type", "brokers", "--entity-name", "0", "--all");
        Assert.Contains("DYNAMIC_DEFAULT_BROKER_CONFIG:num.io.threads=12", settings);
    });

    private async Task OnClusterAsync(string version, string quorum, Func<string, Task> use, bool isHandApplied = false)
    {
        Skip.If(platform.WhySkipped is not null, platform.WhySkipped);
        Skip.If(Parts.WithNodes.WhyNoKafkaVersion(version) is not null, Parts.WithNodes.WhyNoKafkaVersion(version));
        await platform.Cluster.AddKafkaAsync(Parts.WithNodes.Kafka(version), None);
        (await platform.Cluster.Kubectl.ApplyAsync($"apiVersion: v1\nkind: Namespace\nmetadata: {{name: {Namespace}}}\n", None)).MustSucceed();
        var name = $"{quorum}-{version.Replace('.', '-')}";
        try
        {
            var begun = Stopwatch.GetTimestamp();
            if (isHandApplied)
                (await platform.Cluster.Kubectl.ApplyAsync(Manifests.Small(name, version, quorum), None)).MustSucceed();
            else // takes the cluster of the test before away in the same commit
                await platform.PushAsync(File, Manifests.Small(name, version, quorum));
            await platform.UntilConditionAsync($"kafkacluster/{name}", "True", TimeSpan.FromMinutes(4), Namespace);
            var ready = Stopwatch.GetElapsedTime(begun);
            await platform.UntilConditionAsync($"kafkatopic/{name}", "True", TimeSpan.FromMinutes(2), Namespace);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{version} with {quorum}: ready {ready.TotalSeconds:0.0} s after it was {(isHandApplied ? "applied with kubectl" : "pushed")}, its topic after {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s"));
            await AssertStatusAsync(name, version, quorum);
            foreach (var condition in new[] { "PartitionsHealthy", "QuorumHealthy" })
                await platform.UntilConditionAsync($"kafkacluster/{name}", "True", @namespace: Namespace, type: condition);
            await AssertToldAsync(name, hasQuorum: quorum != "zookeeper");
            await AssertMeasuredAsync($"{name}-brokers-0", ["kafka_server_replicamanager_underreplicatedpartitions", .. quorum == "zookeeper" ? ["kafka_controller_activecontrollercount"] : new[] { "kafka_server_metadata_last_applied_record_lag_ms" }]);
            await AssertMeasuredAsync($"{name}-{quorum}-0", quorum == "zookeeper" ? ["zookeeper_quorumsize", "zookeeper_outstandingrequests", "zookeeper_nodecount"] : ["kafka_server_raft_current_leader", "kafka_controller_activecontrollercount"]);
            await use(name);
            // Brokers that start before their quorum give up and start again.
            Assert.Equal(0, await Nodes.RestartsAsync($"{name}-brokers-0"));
        }
        finally
        {
            if (isHandApplied)
                (await platform.Cluster.Kubectl.RunAsync(None, "delete", "kafkacluster,kafkatopic", name, "--namespace", Namespace, "--wait=false")).MustSucceed();
            else
                await platform.RemoveAsync(File);
        }
    }

    private async Task AssertServesAsync(string name, string topic)
    {
        await new Kcat(new ClientConfig { BootstrapServers = $"{name}-bootstrap.{Namespace}.svc:9092" }, topic, platform.Cluster).ThroughAsync(Count);
        output.WriteLine($"{Count} records produced with acks=all and read back");
    }

    /// <summary>The worker tells Prometheus how the cluster is: figures are those of its last look, which may have been before the topic was there.</summary>
    private async Task AssertToldAsync(string name, bool hasQuorum)
    {
        await Eventually.TrueAsync(async () => (await ToldAsync(name)).Any(sample => sample.Name == "gitopskafka_cluster_partitions" && sample.Labels["state"] == "all" && sample.Value is >= 3 and <= 100), "the worker to tell of the topic's partitions");
        var told = await ToldAsync(name);

        Assert.Equal(1, told.Single(sample => sample.Name == "gitopskafka_cluster_condition" && sample.Labels["condition"] == "QuorumHealthy" && sample.Labels["status"] == "True").Value);
        Assert.InRange(told.Single(sample => sample.Name == "gitopskafka_cluster_disk_used_ratio" && sample.Labels["node"] == $"{name}-brokers-0").Value, 0.001, 1);
        Assert.Equal(hasQuorum, told.Exists(sample => sample.Name == "gitopskafka_cluster_voter_lag" && sample.Labels["node"] == $"{name}-controllers-0"));
    }

    private async Task<List<PrometheusSample>> ToldAsync(string name) =>
        [.. (await platform.MetricsAsync()).Samples.Where(sample => sample.Labels.GetValueOrDefault("cluster") == name && sample.Labels["namespace"] == Namespace)];

    /// <summary>The text of the JMX exporter is one, and has those gauges.</summary>
    private async Task AssertMeasuredAsync(string pod, string[] gauges)
    {
        var metrics = PrometheusText.Parse(await platform.Cluster.Kubectl.GetAsync(None, "get", "--raw", $"/api/v1/namespaces/{Namespace}/pods/{pod}:9404/proxy/metrics") + "\n");

        output.WriteLine($"{pod} has {metrics.Families.Count} metrics in {metrics.Samples.Count()} samples");
        Assert.All(gauges, gauge => Assert.Equal((gauge, "gauge"), (gauge, metrics.Families.GetValueOrDefault(gauge)?.Type)));
    }

    /// <summary>Uids by name of pods whose process serves or elects: whether a server is ready also depends on the others, while these elect a leader.</summary>
    private async Task<IReadOnlyDictionary<string, string>> StartedAsync(string prefix) => (await platform.Kubernetes.CoreV1.ListNamespacedPodAsync(Namespace)).Items
        .Where(pod => pod.Name().StartsWith(prefix, StringComparison.Ordinal) && pod.Metadata.DeletionTimestamp is null && pod.Status.ContainerStatuses?.All(status => status.Started == true) == true)
        .ToDictionary(pod => pod.Name(), pod => pod.Uid(), StringComparer.Ordinal);

    /// <summary>The id is the one that the broker has on its volume.</summary>
    private async Task AssertStatusAsync(string name, string version, string quorum)
    {
        var meta = await Nodes.ExecAsync($"{name}-brokers-0", null, "cat", "/var/lib/kafka/data-0/logs/meta.properties");
        await Eventually.TrueAsync(async () => (await StatusAsync(name)).TryGetProperty("clusterId", out _), "the cluster id in the status");

        var status = await StatusAsync(name);
        Assert.Contains($"cluster.id={status.GetProperty("clusterId").GetString()}", meta.Split('\n', StringSplitOptions.TrimEntries));
        Assert.Equal(version, status.GetProperty("version").GetString());
        Assert.Equal(quorum == "zookeeper", status.TryGetProperty("readyZookeeper", out var servers) && servers.GetInt32() == 3);
        Assert.Equal(quorum == "zookeeper" ? 0 : 1, status.GetProperty("readyControllers").GetInt32());
    }

    private async Task<JsonElement> StatusAsync(string name)
    {
        using var live = JsonDocument.Parse(await platform.Cluster.Kubectl.GetAsync(None, "get", "kafkacluster", name, "--namespace", Namespace, "--output", "json"));
        return live.RootElement.GetProperty("status").Clone();
    }
}
