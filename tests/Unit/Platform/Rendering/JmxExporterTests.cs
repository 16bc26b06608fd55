using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;
using k8s;
using k8s.Models;

namespace GitOpsKafka.Tests.Unit.Platform.Rendering;

/// <summary>Nodes that tell Prometheus how they are; what they tell is in the tests with real nodes.</summary>
public sealed class JmxExporterTests
{
    private static readonly KafkaCluster Measured = With(new Metrics { JmxExporter = true });

    [Fact]
    public async Task Node_starts_with_the_last_jar_that_fits()
    {
        using var node = new Node("orders-brokers-0", Clusters.Config(Measured, "orders-brokers-config"));
        foreach (var version in new[] { "1.0.1", "1.1.0" })
            node.Write($"/opt/kafka/libs/jmx_prometheus_javaagent-{version}.jar");

        Assert.Equal(0, await node.RunAsync());

        Assert.EndsWith(
            "|-name kafkaServer|-Djava.security.properties=/etc/kafka-config/java.security -javaagent:/opt/kafka/libs/jmx_prometheus_javaagent-1.1.0.jar=9404:/etc/kafka-config/jmx-exporter.yaml",
            node.ServerOptions,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Node_whose_image_has_no_exporter_serves_all_the_same()
    {
        using var node = new Node("orders-brokers-0", Clusters.Config(Measured, "orders-brokers-config"));

        Assert.Equal(0, await node.RunAsync());

        Assert.EndsWith("|-Djava.security.properties=/etc/kafka-config/java.security", node.ServerOptions, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_of_an_ensemble_starts_with_it_too()
    {
        var cluster = Clusters.InZooKeeper() with { Spec = Clusters.InZooKeeper().Spec with { Metrics = Measured.Spec.Metrics } };
        using var node = new Node("orders-zookeeper-0", Clusters.Config(cluster, "orders-zookeeper-config")) { IdOffset = 1 };
        node.Write("/opt/kafka/libs/jmx_prometheus_javaagent-1.0.1.jar");

        Assert.Equal(0, await node.RunAsync());

        Assert.Contains(" -javaagent:/opt/kafka/libs/jmx_prometheus_javaagent-1.0.1.jar=9404:", node.ServerOptions, StringComparison.Ordinal);
        Assert.StartsWith("lowercaseOutputName: true\n", Clusters.Config(cluster, "orders-zookeeper-config")["jmx-exporter.yaml"], StringComparison.Ordinal);
        Assert.NotEqual(Clusters.Config(cluster, "orders-brokers-config")["jmx-exporter.yaml"], Clusters.Config(cluster, "orders-zookeeper-config")["jmx-exporter.yaml"]);
    }

    [Fact]
    public void Own_rules_take_the_place_of_ours_and_need_no_restart()
    {
        var own = With(new Metrics { JmxExporter = true, JmxExporterConfig = FreeObject.Parse("""{"rules": [{"pattern": ".*"}]}""") });

        Assert.Equal("{\"rules\":[{\"pattern\":\".*\"}]}\n", Clusters.Config(own, "orders-brokers-config")["jmx-exporter.yaml"]);
        Assert.Equal(Hash(Measured), Hash(own));
        Assert.NotEqual(Hash(Clusters.Orders()), Hash(Measured));
    }

    [Fact]
    public void Prometheus_finds_and_reaches_nodes()
    {
        var pod = Clusters.StatefulSet(Measured, "orders-controllers").Spec.Template;
        var service = KubernetesJson.Deserialize<V1Service>(Find(ResourceType.Services, "orders-controllers"));
        var policy = KubernetesJson.Deserialize<V1NetworkPolicy>(Find(ResourceType.NetworkPolicies, "orders-controllers"));

        Assert.Equal(("true", "9404", "/metrics"), (pod.Metadata.Annotations["prometheus.io/scrape"], pod.Metadata.Annotations["prometheus.io/port"], pod.Metadata.Annotations["prometheus.io/path"]));
        Assert.Equal(9404, Assert.Single(pod.Spec.Containers[0].Ports, port => port.Name == "metrics").ContainerPort);
        Assert.Equal(9404, Assert.Single(service.Spec.Ports, port => port.Name == "metrics").Port);
        Assert.Null(Assert.Single(policy.Spec.Ingress, rule => rule.Ports[0].Port.Value == "9404").FromProperty);
    }

    [Fact]
    public void Nothing_of_it_is_there_unless_it_is_wanted() => Assert.DoesNotContain(Clusters.Render(Clusters.Orders()), rendered => rendered.Json.GetRawText().Contains("9404", StringComparison.Ordinal));

    private static KafkaCluster With(Metrics metrics) => Clusters.Orders() with { Spec = Clusters.Orders().Spec with { Metrics = metrics } };

    private static string Find(ResourceType type, string name) => Clusters.Render(Measured).Single(rendered => rendered.Key.Type == type && rendered.Key.Name == name).Json.GetRawText();

    private static string Hash(KafkaCluster cluster) => Clusters.StatefulSet(cluster, "orders-brokers").Spec.Template.Metadata.Annotations["gitopskafka.io/config-hash"];
}
