using Confluent.Kafka;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.TestCluster;
using GitOpsKafka.Tests.Integration.Fixtures;
using Xunit.Abstractions;

namespace GitOpsKafka.Tests.Integration;

/// <summary>What real brokers tell Prometheus through the rules that nodes are given.</summary>
public sealed class JmxExporterTests(ITestOutputHelper output)
{
    private const int Records = 20;

    /// <summary>One of each rule that a node with KRaft has something for.</summary>
    private static readonly string[] Gauges =
    [
        "kafka_server_replicamanager_underreplicatedpartitions", "kafka_server_replicamanager_underminisrpartitioncount", "kafka_server_brokerstate", "kafka_server_requesthandler_idle_ratio",
        "kafka_server_metadata_last_applied_record_lag_ms", "kafka_server_raft_current_leader", "kafka_server_raft_high_watermark", "kafka_controller_activecontrollercount",
        "kafka_controller_offlinepartitionscount", "kafka_log_logmanager_offlinelogdirectorycount", "kafka_network_request_time_ms", "kafka_network_processor_idle_ratio",
    ];

    private static readonly string[] Counters =
    [
        "kafka_server_replicamanager_isrshrinks_total", "kafka_server_brokertopicmetrics_messagesin_total", "kafka_topic_messagesin_total", "kafka_controller_uncleanleaderelections_total", "kafka_network_requests_total",
    ];

    [SkippableTheory]
    [MemberData(nameof(TestedVersions.All), MemberType = typeof(TestedVersions))]
    public async Task Broker_tells_what_dashboards_and_alerts_need(string version)
    {
        Skip.If(Parts.Current.WhyNoKafkaVersion(version) is not null, Parts.Current.WhyNoKafkaVersion(version));
        var kafka = Parts.Current.Kafka(version);
        var jar = Directory.GetFiles(Path.Combine(kafka.Home, "libs"), "jmx_prometheus_javaagent-*.jar").SingleOrDefault();
        Skip.If(jar is null, $"Kafka {version} is here without the JMX exporter");
        using var port = LoopbackPort.Reserve();
        using var folder = new TempFolder("jmx-exporter");
        await File.WriteAllTextAsync(folder.File(JmxExporter.File), JmxRules.Kafka);
        await using var broker = await KafkaBroker.StartNewAsync(default, kafka);
        await broker.StopAsync(default);
        broker.JavaOptions = [$"-javaagent:{jar}={port.Address}:{folder.File(JmxExporter.File)}"];
        await broker.StartAsync(default);
        await ProduceAsync(broker.BootstrapServers);

        using var http = new HttpClient();
        var text = await http.GetStringAsync(new Uri($"http://{port.Address}/metrics"));
        var metrics = PrometheusText.Parse(text);

        output.WriteLine($"Kafka {version}: {metrics.Families.Count} metrics in {metrics.Samples.Count()} samples, {text.Length} characters");
        Assert.All(Gauges, name => Assert.Equal((name, "gauge"), (name, metrics.Families.GetValueOrDefault(name)?.Type)));
        Assert.All(Counters, name => Assert.Equal((name, "counter"), (name, metrics.Families.GetValueOrDefault(name)?.Type)));
        Assert.Equal(Records, metrics.Samples.Single(sample => sample.Name == "kafka_topic_messagesin_total" && sample.Labels["topic"] == "orders.v1").Value);
        Assert.Equal(1, metrics.Families["kafka_controller_activecontrollercount"].Samples.Single().Value);
        Assert.Equal(["50", "95", "99"], metrics.Samples.Where(sample => sample.Name == "kafka_network_request_time_ms" && sample.Labels["request"] == "Produce").Select(sample => sample.Labels["percentile"]).Order(StringComparer.Ordinal));
        Assert.Contains("jvm_memory_used_bytes", metrics.Families.Keys);
        Assert.InRange(metrics.Samples.Count(), 100, 1500);
    }

    private static async Task ProduceAsync(string bootstrap)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrap }).Build();
        await admin.CreateTopicsAsync([new() { Name = "orders.v1", NumPartitions = 1, ReplicationFactor = 1 }]);
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = bootstrap, Acks = Acks.All }).Build();
        for (var i = 0; i < Records; i++)
            await producer.ProduceAsync("orders.v1", new Message<Null, string> { Value = "order" });
    }
}
