using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Tests.Unit.Platform.Rendering;

/// <summary>The rendered start script, run by a real shell.</summary>
public sealed class StartScriptTests
{
    private const string Format = "kafka-storage.sh format --ignore-formatted --cluster-id cluster --config /run/kafka/server.properties --no-initial-controllers";

    private const string Serve = "kafka-server-start.sh /run/kafka/server.properties";

    [Fact]
    public async Task Node_formats_a_new_volume_and_then_serves()
    {
        using var node = new Node("orders-controllers-2", Config("orders-controllers"));

        Assert.Equal(0, await node.RunAsync());

        Assert.Equal([Format, Serve], node.Calls);
        Assert.Contains("node.id=1002\n", node.Settings);
        Assert.Contains("advertised.listeners=CONTROLLER://orders-controllers-2.orders-controllers.streaming.svc:9090\n", node.Settings);
    }

    [Fact]
    public async Task Node_that_returns_to_its_volume_does_not_format()
    {
        using var node = new Node("orders-brokers-0", Config("orders-brokers"));

        Assert.Equal(0, await node.RunAsync());
        Assert.Equal(0, await node.RunAsync());

        Assert.Equal([Format, Serve, Serve], node.Calls);
    }

    [Fact]
    public async Task Node_formats_a_volume_that_was_added()
    {
        using var node = new Node("orders-brokers-0", Config("orders-brokers", 0, 1));
        node.Write("/var/lib/kafka/data-0/logs/meta.properties");

        Assert.Equal(0, await node.RunAsync());

        Assert.Equal([Format, Serve], node.Calls);
        Assert.True(node.Has("/var/lib/kafka/data-1/logs/meta.properties"));
    }

    [Fact]
    public async Task Node_waits_until_it_is_told_where_it_is()
    {
        using var node = new Node("orders-brokers-0", Config(Clusters.External())) { Facts = "rack advertised" };
        node.Write("/etc/kafka-facts/rack", "zone-1");
        using var shell = node.Start();
        await Task.Delay(TimeSpan.FromMilliseconds(300));
        Assert.False(shell.HasExited);

        node.Write("/etc/kafka-facts/advertised", "NODE://203.0.113.7:31094");
        await shell.WaitForExitAsync();

        Assert.Contains("broker.rack=zone-1\n", node.Settings);
        Assert.Contains(",NODE://203.0.113.7:31094\n", node.Settings);
    }

    [Fact]
    public async Task Node_that_nobody_tells_where_it_is_starts_with_the_last_known()
    {
        using var node = new Node("orders-brokers-0", Config(Clusters.External())) { Facts = "rack" };
        node.Write("/etc/kafka-facts/rack", "zone-1");
        await node.RunAsync();
        node.Write("/etc/kafka-facts/rack");

        Assert.Equal(0, await node.RunAsync());

        Assert.Contains("broker.rack=zone-1\n", node.Settings);
    }

    [Fact]
    public async Task Node_serves_with_its_own_heap_and_logging_and_without_logs_of_garbage_collection()
    {
        using var node = new Node("orders-brokers-0", Config("orders-brokers"));

        await node.RunAsync();

        Assert.Equal("-Xms256m -Xmx256m|-Dlog4j2.configurationFile=x|-name kafkaServer|-Djava.security.properties=/etc/kafka-config/java.security", node.ServerOptions);
    }

    [Fact]
    public async Task Node_loads_classes_from_the_archives_of_its_image()
    {
        using var node = new Node("orders-brokers-0", Config("orders-brokers"), format: "case $KAFKA_JVM_PERFORMANCE_OPTS in *SharedArchiveFile=*/opt/kafka/storage.jsa) ;; *) exit 3 ;; esac");
        node.Write("/opt/kafka/storage.jsa");
        node.Write("/opt/kafka/kafka.jsa");

        Assert.Equal(0, await node.RunAsync());

        Assert.EndsWith("/java.security -XX:SharedArchiveFile=/opt/kafka/kafka.jsa", node.ServerOptions, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Node_whose_volume_cannot_be_formatted_does_not_serve()
    {
        using var node = new Node("orders-brokers-0", Config("orders-brokers"), format: "exit 3");

        Assert.Equal(3, await node.RunAsync());

        Assert.Equal([Format], node.Calls);
    }

    [Fact]
    public async Task Node_that_is_stopped_while_it_formats_does_not_serve()
    {
        using var node = new Node("orders-brokers-0", Config("orders-brokers"), format: "kill -TERM $PPID");
        using var shell = node.Start();

        await shell.WaitForExitAsync();

        Assert.Equal(143, shell.ExitCode);
        Assert.Equal([Format], node.Calls);
    }

    private static IDictionary<string, string> Config(KafkaCluster cluster) => Clusters.Config(cluster, "orders-brokers-config");

    private static IDictionary<string, string> Config(string role, params int[] volumes) => Clusters.Config(Clusters.Orders("4.3.1", volumes), $"{role}-config");
}
