using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;
using k8s;
using k8s.Models;

namespace GitOpsKafka.Tests.Unit.Platform.Rendering;

/// <summary>ZooKeeper servers, and brokers that keep their metadata there.</summary>
public sealed class EnsembleTests
{
    [Fact]
    public async Task Server_writes_its_id_before_it_serves()
    {
        using var node = new Node("orders-zookeeper-2", Clusters.Config(Clusters.InZooKeeper(), "orders-zookeeper-config")) { IdOffset = 1 };

        Assert.Equal(0, await node.RunAsync());

        Assert.Equal(["zookeeper-server-start.sh /etc/kafka-config/zoo.cfg"], node.Calls);
        Assert.Equal("3\n", node.Read("/var/lib/kafka/data-0/zookeeper/myid"));
        Assert.Equal("-Xms256m -Xmx256m|-Dlog4j2.configurationFile=x|-name zookeeper|-Djava.security.properties=/etc/kafka-config/java.security", node.ServerOptions);
    }

    [Fact]
    public async Task Broker_formats_nothing()
    {
        using var node = new Node("orders-brokers-1", Clusters.Config(Clusters.InZooKeeper(), "orders-brokers-config")) { IdOffset = 0 };

        Assert.Equal(0, await node.RunAsync());

        Assert.Equal(["kafka-server-start.sh /run/kafka/server.properties"], node.Calls);
        Assert.Contains("broker.id=1\n", node.Settings);
    }

    /// <summary>Kafka 3.9 does not start in ZooKeeper mode with settings of controllers.</summary>
    [Fact]
    public void Brokers_have_no_settings_of_KRaft()
    {
        var settings = Clusters.Config(Clusters.InZooKeeper(), "orders-brokers-config")["server.properties"];

        Assert.Contains("zookeeper.connect=orders-zookeeper-0.orders-zookeeper.streaming.svc:2181,orders-zookeeper-1.orders-zookeeper.streaming.svc:2181,orders-zookeeper-2.orders-zookeeper.streaming.svc:2181/orders\n", settings);
        Assert.DoesNotContain("CONTROLLER", settings, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("process.roles", settings);
        Assert.DoesNotContain("node.id", settings);
        Assert.DoesNotContain(Clusters.Container(Clusters.InZooKeeper(), "orders-brokers").Env, variable => variable.Name is "CLUSTER_ID" or "FORMAT_ARGUMENTS");
    }

    [Fact]
    public void Nodes_of_KRaft_know_nothing_of_ZooKeeper()
    {
        Assert.DoesNotContain("zookeeper", Clusters.Config(Clusters.Orders("3.9.2"), "orders-brokers-config")["server.properties"]);
        Assert.DoesNotContain(Clusters.Render(Clusters.Orders("3.9.2")), rendered => rendered.Key.Name.Contains("zookeeper", StringComparison.Ordinal));
    }

    [Fact]
    public void Servers_know_each_other_by_names_that_stay()
    {
        var settings = Clusters.Config(Clusters.InZooKeeper(), "orders-zookeeper-config")["zoo.cfg"];

        Assert.Contains("server.1=orders-zookeeper-0.orders-zookeeper.streaming.svc:2888:3888\n", settings);
        Assert.Contains("server.3=orders-zookeeper-2.orders-zookeeper.streaming.svc:2888:3888\n", settings);
        Assert.Contains("\ntickTime=3000\n", settings);
    }

    [Fact]
    public void Settings_of_servers_restart_servers_and_no_brokers()
    {
        var other = Clusters.InZooKeeper() with { Spec = Clusters.InZooKeeper().Spec with { Zookeeper = Clusters.InZooKeeper().Spec.Zookeeper! with { Config = new Dictionary<string, ConfigValue>() } } };

        Assert.NotEqual(Hash(Clusters.InZooKeeper(), "orders-zookeeper"), Hash(other, "orders-zookeeper"));
        Assert.Equal(Hash(Clusters.InZooKeeper(), "orders-brokers"), Hash(other, "orders-brokers"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void One_server_at_a_time_may_be_evicted(int servers) => Assert.Equal("1", Find<V1PodDisruptionBudget>(Clusters.InZooKeeper(servers), ResourceType.PodDisruptionBudgets, "orders-zookeeper").Spec.MaxUnavailable.Value);

    [Fact]
    public void Servers_are_reached_by_brokers_and_by_each_other_alone()
    {
        var rules = Find<V1NetworkPolicy>(Clusters.InZooKeeper(), ResourceType.NetworkPolicies, "orders-zookeeper").Spec.Ingress;

        Assert.Equal(["2181", "2888 3888"], rules.Select(rule => string.Join(' ', rule.Ports.Select(port => port.Port.Value))));
        Assert.Equal(["broker zookeeper", "zookeeper"], rules.Select(rule => string.Join(' ', rule.FromProperty.Select(peer => peer.PodSelector.MatchLabels[Marks.Role]))));
        Assert.All(rules.SelectMany(rule => rule.FromProperty), peer => Assert.Null(peer.NamespaceSelector));
    }

    /// <summary>Its port is open before it has a quorum.</summary>
    [Fact]
    public void Server_is_ready_when_it_says_that_it_serves()
    {
        var server = Clusters.Container(Clusters.InZooKeeper(), "orders-zookeeper");

        Assert.Contains("echo srvr", server.ReadinessProbe.Exec.Command[^1]);
        Assert.Contains("echo ruok", server.LivenessProbe.Exec.Command[^1]);
        Assert.Contains("4lw.commands.whitelist=ruok, srvr\n", Clusters.Config(Clusters.InZooKeeper(), "orders-zookeeper-config")["zoo.cfg"]);
    }

    private static string Hash(KafkaCluster cluster, string name) => Clusters.StatefulSet(cluster, name).Spec.Template.Metadata.Annotations["gitopskafka.io/config-hash"];

    private static T Find<T>(KafkaCluster cluster, ResourceType type, string name) =>
        KubernetesJson.Deserialize<T>(Clusters.Render(cluster).Single(rendered => rendered.Key.Type == type && rendered.Key.Name == name).Json.GetRawText());
}
