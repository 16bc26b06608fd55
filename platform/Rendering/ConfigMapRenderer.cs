using GitOpsKafka.Platform.Objects;
using k8s.Models;

namespace GitOpsKafka.Platform.Rendering;

/// <summary>The ConfigMap of one role: its settings, and the script that starts a node with them.</summary>
internal static class ConfigMapRenderer
{
    public const string Folder = "/etc/kafka-config";

    public const string PropertiesFile = "server.properties";

    public const string StartFile = "start.sh";

    public static string SettingsFile(NodeRoleView role) => role.IsEnsemble ? EnsembleSettings.File : PropertiesFile;

    public static KubeObject Render(ClusterIdentity identity, NodeRoleView role) => Rendered.Object(ResourceType.ConfigMaps, new V1ConfigMap
    {
        ApiVersion = "v1",
        Kind = "ConfigMap",
        Metadata = identity.Metadata(role.ConfigMapName, role.Label),
        Data = Data(role),
    });

    public static Dictionary<string, string> Data(NodeRoleView role)
    {
        var logging = NodeLogging.Of(role.Identity.Cluster.Spec.Version);
        var data = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [SettingsFile(role)] = role.IsEnsemble ? EnsembleSettings.Of(role) : ServerProperties.Of(role),
            [StartFile] = role.IsEnsemble ? EnsembleScript.Of(role.Identity) : StartScript.Of(role.Identity),
            [JavaSecurity.File] = JavaSecurity.Text,
            [logging.File] = logging.Text,
        };
        if (role.Identity.HasMetrics)
            data[JmxExporter.File] = JmxExporter.Text(role);
        return data;
    }
}
