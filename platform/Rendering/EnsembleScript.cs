namespace GitOpsKafka.Platform.Rendering;

/// <summary>What the container of a ZooKeeper server runs; the same text for every one.</summary>
internal static class EnsembleScript
{
    /// <summary>
    /// A server finds its id in the file <c>myid</c> of its data. Options are set here, and not on the container, for the reasons given at
    /// <see cref="StartScript.Of"/>.
    /// </summary>
    public static string Of(ClusterIdentity identity) => Begin + (identity.HasMetrics ? JmxExporter.Script : "") + Serve;

    private const string Begin = """
        #!/bin/sh
        set -eu
        settings=/etc/kafka-config/zoo.cfg
        data=$(sed -n 's|^dataDir=||p' $settings)
        mkdir -p "$data"
        echo $((NODE_ID_OFFSET + ${POD_NAME##*-})) > "$data/myid"
        export KAFKA_HEAP_OPTS="${HEAP_OPTIONS:-}" KAFKA_LOG4J_OPTS="$LOGGING_OPTIONS" EXTRA_ARGS="-name zookeeper"
        export KAFKA_OPTS="-Djava.security.properties=/etc/kafka-config/java.security"

        """;

    private const string Serve = """
        exec /opt/kafka/bin/zookeeper-server-start.sh $settings

        """;
}
