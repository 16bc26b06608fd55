#!/bin/sh
set -eu
trap 'exit 143' TERM
node=$((NODE_ID_OFFSET + ${POD_NAME##*-}))
settings=/run/kafka/server.properties
sed -e "s|@NODE_ID@|$node|g" -e "s|@POD@|$POD_NAME|g" /etc/kafka-config/server.properties > $settings
new=
for folder in $(sed -n 's|^log.dirs=||p' $settings | tr ',' ' '); do
  mkdir -p "$folder"
  [ -f "$folder/meta.properties" ] || new=$folder
done
if [ -n "$new" ]; then
  KAFKA_HEAP_OPTS=-Xmx128m KAFKA_JVM_PERFORMANCE_OPTS="-XX:+UseSerialGC -XX:TieredStopAtLevel=1" \
    /opt/kafka/bin/kafka-storage.sh format --ignore-formatted --cluster-id "$CLUSTER_ID" --config $settings $FORMAT_ARGUMENTS
fi
export KAFKA_HEAP_OPTS="${HEAP_OPTIONS:-}" KAFKA_LOG4J_OPTS="$LOGGING_OPTIONS" EXTRA_ARGS="-name kafkaServer"
export KAFKA_OPTS="-Djava.security.properties=/etc/kafka-config/java.security"
exec /opt/kafka/bin/kafka-server-start.sh $settings
