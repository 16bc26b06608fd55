namespace GitOpsKafka.Platform.Rendering;

/// <summary>What a node's container runs; the same text for every node of a cluster.</summary>
internal static class StartScript
{
    /// <summary>
    /// Formats volumes that are new and no others: a node that returns starts one Java virtual machine, not two. Kafka writes
    /// <c>meta.properties</c> last when it formats, so a folder that has it is whole. A voter is formatted with the first voters and
    /// their directory ids, so that the quorum is dynamic from the start (KIP-853).
    /// The trap: a shell that is process 1 ignores SIGTERM, and a node that is stopped while it formats would run on after it.
    /// Java's options are set here and not on the container, or a tool that is run in it would take the memory of a second node.
    /// Volumes are formatted while the pod waits to be told where it is, which has no part in that.
    /// What the pod is told (<see cref="NodeFacts"/>) is kept beside the data, so that a node that returns needs nobody to tell it again.
    /// EXTRA_ARGS stands for "-name kafkaServer -loggc", which writes up to 1 GB of garbage collection logs.
    /// Kafka's images bring archives of the classes that a node loads when it starts (KIP-975), which halve the processor time of a start;
    /// Java passes over an archive that is not its own.
    /// </summary>
    /// <remarks>With ZooKeeper Kafka marks its volumes itself, once it has joined the cluster.</remarks>
    public static string Of(ClusterIdentity identity) => Begin + (identity.HasEnsemble ? "" : Format) + Facts + Options + (identity.HasMetrics ? JmxExporter.Script : "") + Serve;

    private const string Begin = """
        #!/bin/sh
        set -eu
        trap 'exit 143' TERM
        node=$((NODE_ID_OFFSET + ${POD_NAME##*-}))
        settings=/run/kafka/server.properties
        archive() { if [ -f "/opt/kafka/$1.jsa" ]; then echo " -XX:SharedArchiveFile=/opt/kafka/$1.jsa"; fi; }
        fill() { sed -e "s|@NODE_ID@|$node|g" -e "s|@POD@|$POD_NAME|g" "$@" /etc/kafka-config/server.properties > $settings; }

        """;

    private const string Format = """
        fill -e '/^advertised[.]listeners=/d' -e '/^broker[.]rack=/d' -e 's|//0[.]0[.]0[.]0:|//localhost:|g'
        new=
        for folder in $(sed -n 's|^log.dirs=||p' $settings | tr ',' ' '); do
          mkdir -p "$folder"
          [ -f "$folder/meta.properties" ] || new=$folder
        done
        if [ -n "$new" ]; then
          KAFKA_HEAP_OPTS=-Xmx128m KAFKA_JVM_PERFORMANCE_OPTS="-XX:+UseSerialGC -XX:TieredStopAtLevel=1$(archive storage)" \
            /opt/kafka/bin/kafka-storage.sh format --ignore-formatted --cluster-id "$CLUSTER_ID" --config $settings $FORMAT_ARGUMENTS
        fi

        """;

    private const string Facts = """
        fact() {
          tries=0
          until [ -s "/etc/kafka-facts/$1" ]; do
            tries=$((tries + 1))
            if [ $tries -gt 50 ] && [ -s "$FACTS_STORE/$1" ]; then break; fi
            if [ $tries -gt 600 ]; then echo "start.sh: this pod was not told its $1 within two minutes; is a gitopskafka worker running?" >&2; exit 1; fi
            sleep 0.2
          done
          if [ -s "/etc/kafka-facts/$1" ]; then mkdir -p "$FACTS_STORE"; cat "/etc/kafka-facts/$1" > "$FACTS_STORE/$1"; fi
          cat "$FACTS_STORE/$1"
        }
        rack='' advertised=''
        for name in $FACTS; do
          value=$(fact "$name")
          case $name in rack) rack=$value ;; advertised) advertised=$value ;; esac
        done
        fill -e "s|@RACK@|$rack|g" -e "s|@ADVERTISED@|$advertised|g"

        """;

    private const string Options = """
        export KAFKA_HEAP_OPTS="${HEAP_OPTIONS:-}" KAFKA_LOG4J_OPTS="$LOGGING_OPTIONS" EXTRA_ARGS="-name kafkaServer"
        export KAFKA_OPTS="-Djava.security.properties=/etc/kafka-config/java.security$(archive kafka)"

        """;

    private const string Serve = """
        exec /opt/kafka/bin/kafka-server-start.sh $settings

        """;
}
