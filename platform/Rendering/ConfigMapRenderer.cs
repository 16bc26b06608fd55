using GitOpsKafka.Platform.Objects;
using k8s.Models;

namespace GitOpsKafka.Platform.Rendering;

/// <summary>The ConfigMap of one role: its settings, and the script that starts a node with them.</summary>
internal static class ConfigMapRenderer
{
    public const string PropertiesFile = "server.properties";

    public const string StartFile = "start.sh";

    /// <summary>
    /// Formats a volume once and never again: <c>--ignore-formatted</c> leaves data that is there alone. A voter is formatted with
    /// the first voters and their directory ids, so that the quorum is dynamic from the start (KIP-853).
    /// </summary>
    private const string Start = """
        #!/bin/sh
        set -eu
        node=$((NODE_ID_OFFSET + ${POD_NAME##*-}))
        sed -e "s|@NODE_ID@|$node|g" -e "s|@POD@|$POD_NAME|g" /etc/kafka-config/server.properties > /run/kafka/server.properties
        mkdir -p $(sed -n 's|^log.dirs=||p' /run/kafka/server.properties | tr ',' ' ')
        /opt/kafka/bin/kafka-storage.sh format --ignore-formatted --cluster-id "$CLUSTER_ID" --config /run/kafka/server.properties $FORMAT_ARGUMENTS
        exec /opt/kafka/bin/kafka-server-start.sh /run/kafka/server.properties

        """;

    public static KubeObject Render(ClusterIdentity identity, NodeRoleView role) => Rendered.Object(ResourceType.ConfigMaps, new V1ConfigMap
    {
        ApiVersion = "v1",
        Kind = "ConfigMap",
        Metadata = identity.Metadata(role.ConfigMapName, role.Label),
        Data = Data(role),
    });

    public static Dictionary<string, string> Data(NodeRoleView role) => new(StringComparer.Ordinal)
    {
        [PropertiesFile] = ServerProperties.Of(role),
        [StartFile] = Start,
    };
}
