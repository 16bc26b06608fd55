using System.Text;
using GitOpsKafka.Platform.Hashing;

namespace GitOpsKafka.Platform.Rendering;

/// <summary>The JMX exporter in a node's Java virtual machine. It reads its configuration again when the file changes, so rules need no restart.</summary>
internal static class JmxExporter
{
    public const int Port = 9404;

    public const string PortName = "metrics";

    /// <summary>Name in the ConfigMap.</summary>
    public const string File = "jmx-exporter.yaml";

    /// <summary>
    /// Between the options of a node and its start. The last jar that fits is taken. A node whose image has none serves all the same: to lose
    /// metrics is better than to lose brokers.
    /// </summary>
    public const string Script = """
        agent=''
        for jar in $METRICS_JAR; do if [ -f "$jar" ]; then agent=$jar; fi; done
        if [ -n "$agent" ]; then
          export KAFKA_OPTS="$KAFKA_OPTS -javaagent:$agent=9404:/etc/kafka-config/jmx-exporter.yaml"
        else
          echo "start.sh: there is no JMX exporter at $METRICS_JAR; this node serves without metrics" >&2
        fi

        """;

    /// <summary>What it tells, and under which names. JSON is YAML, too.</summary>
    public static string Text(NodeRoleView role) =>
        role.Identity.Cluster.Spec.Metrics?.JmxExporterConfig is { } own ? Encoding.UTF8.GetString(CanonicalJson.Write(own.Json)) + "\n"
        : role.IsEnsemble ? JmxRules.ZooKeeper
        : JmxRules.Kafka;

    /// <summary>By which many a Prometheus finds pods.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Annotations(ClusterIdentity identity) => !identity.HasMetrics ? [] :
    [
        KeyValuePair.Create("prometheus.io/scrape", "true"),
        KeyValuePair.Create("prometheus.io/port", $"{Port}"),
        KeyValuePair.Create("prometheus.io/path", "/metrics"),
    ];
}
