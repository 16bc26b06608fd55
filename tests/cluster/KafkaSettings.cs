namespace GitOpsKafka.TestCluster;

/// <summary>server.properties of a small combined node.</summary>
internal static class KafkaSettings
{
    /// <summary>The settings, before a caller's own replace some. Clients find the node at <paramref name="host"/>; other nodes on loopback.</summary>
    public static Dictionary<string, string> For(int nodeId, int nodes, string host, LoopbackPort port, LoopbackPort controllerPort, string controllers, string dataFolder)
    {
        var replicas = Math.Min(nodes, 3).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var inSync = nodes >= 3 ? "2" : "1";
        return new(StringComparer.Ordinal)
        {
            ["process.roles"] = "broker,controller",
            ["node.id"] = nodeId.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["controller.quorum.bootstrap.servers"] = controllers,
            ["listeners"] = $"PLAINTEXT://{(host == LoopbackPort.Host ? host : "0.0.0.0")}:{port},CONTROLLER://{controllerPort.Address}",
            ["advertised.listeners"] = $"PLAINTEXT://{host}:{port},CONTROLLER://{controllerPort.Address}",
            ["listener.security.protocol.map"] = "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            ["controller.listener.names"] = "CONTROLLER",
            ["inter.broker.listener.name"] = "PLAINTEXT",
            ["log.dirs"] = dataFolder,
            ["auto.create.topics.enable"] = "false",
            ["offsets.topic.replication.factor"] = replicas,
            ["offsets.topic.num.partitions"] = "4",
            ["transaction.state.log.replication.factor"] = replicas,
            ["transaction.state.log.num.partitions"] = "4",
            ["transaction.state.log.min.isr"] = inSync,
            ["share.coordinator.state.topic.replication.factor"] = replicas,
            ["share.coordinator.state.topic.num.partitions"] = "4",
            ["share.coordinator.state.topic.min.isr"] = inSync,
            ["default.replication.factor"] = replicas,
            ["min.insync.replicas"] = inSync,
            ["group.initial.rebalance.delay.ms"] = "0",
            // A killed broker may register again when its session is over; the default of 9 s would be waited for in tests.
            ["broker.session.timeout.ms"] = "3000",
            ["broker.heartbeat.interval.ms"] = "500",
            ["log.cleaner.dedupe.buffer.size"] = "4194304",
            ["num.network.threads"] = "2",
            ["num.io.threads"] = "4",
        };
    }

    /// <summary>Everything to the console, for log4j 1 (Kafka 3) or log4j 2.</summary>
    public static (string File, string Text, string Option) LoggingFor(Version kafka) => kafka.Major < 4
        ? ("log4j.properties", """
            log4j.rootLogger=INFO, console
            log4j.appender.console=org.apache.log4j.ConsoleAppender
            log4j.appender.console.layout=org.apache.log4j.PatternLayout
            log4j.appender.console.layout.ConversionPattern=[%d] %p %m (%c)%n

            """, "-Dlog4j.configuration=file:")
        : ("log4j2.yaml", """
            Configuration:
              Appenders:
                Console: {name: console, PatternLayout: {pattern: "[%d] %p %m (%c)%n"}}
              Loggers:
                Root: {level: INFO, AppenderRef: [{ref: console}]}

            """, "-Dlog4j2.configurationFile=");
}
