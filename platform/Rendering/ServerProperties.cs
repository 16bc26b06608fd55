using System.Text;
using GitOpsKafka.Platform.Rules.KafkaSettings;

namespace GitOpsKafka.Platform.Rendering;

/// <summary>
/// The text of <c>server.properties</c> of one role, with <c>@NODE_ID@</c>, <c>@POD@</c>, <c>@RACK@</c> and
/// <c>@ADVERTISED@</c> where nodes differ.
/// Source: https://kafka.apache.org/documentation/#brokerconfigs.
/// </summary>
internal static class ServerProperties
{
    public static string Of(NodeRoleView role) => Text(Managed(role).Concat(Wanted(role)));

    /// <summary>The same without the settings that running nodes can be told.</summary>
    public static string ReadAtStart(NodeRoleView role) =>
        Text(Managed(role).Concat(Wanted(role).Where(setting => !DynamicSettings.IsDynamic(role.Identity.Cluster, setting.Key))));

    private static string Text(IEnumerable<KeyValuePair<string, string>> settings)
    {
        var text = new StringBuilder("# Written by gitopskafka; changes here are undone.\n");
        foreach (var (key, value) in settings.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            text.Append(key).Append('=').Append(Escape(value)).Append('\n');
        return text.ToString();
    }

    private static IEnumerable<KeyValuePair<string, string>> Managed(NodeRoleView role)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["log.dirs"] = string.Join(',', role.LogDirs),
        };
        if (role.IsBroker && role.Identity.Cluster.Spec.Rack is not null)
            settings["broker.rack"] = "@RACK@";
        return [.. settings, .. role.Identity.HasEnsemble ? InZooKeeper(role) : InKRaft(role), .. ListenerSettings.Of(role), .. Principals.Settings(role.Identity)];
    }

    private static Dictionary<string, string> InKRaft(NodeRoleView role) => new(StringComparer.Ordinal)
    {
        ["process.roles"] = role.ProcessRoles,
        ["node.id"] = "@NODE_ID@",
        ["controller.quorum.bootstrap.servers"] = string.Join(',', Addresses(role.Identity.Voters, NodeRoleView.ControllerPort)),
    };

    /// <summary>Below a folder of its own in ZooKeeper, which Kafka makes.</summary>
    private static Dictionary<string, string> InZooKeeper(NodeRoleView role) => new(StringComparer.Ordinal)
    {
        ["broker.id"] = "@NODE_ID@",
        ["zookeeper.connect"] = $"{string.Join(',', Addresses(role.Identity.Voters, EnsembleSettings.ClientPort))}/{role.Identity.Name}",
    };

    private static IEnumerable<KeyValuePair<string, string>> Wanted(NodeRoleView role) =>
        role.Identity.Cluster.Spec.Config.Select(setting => KeyValuePair.Create(setting.Key, setting.Value.Text));

    private static IEnumerable<string> Addresses(NodeRoleView voters, int port) =>
        Enumerable.Range(0, voters.Spec.Replicas).Select(ordinal => $"{voters.Host($"{voters.Name}-{ordinal}")}:{port}");

    internal static string Escape(string value) => value.Replace("\\", "\\\\").Replace("\n", "\\n").Replace("\r", "\\r");
}
