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
            ["process.roles"] = role.ProcessRoles,
            ["node.id"] = "@NODE_ID@",
            ["controller.quorum.bootstrap.servers"] = Voters(role.Identity.Voters),
            ["log.dirs"] = string.Join(',', role.LogDirs),
        };
        if (role.IsBroker && role.Identity.Cluster.Spec.Rack is not null)
            settings["broker.rack"] = "@RACK@";
        return [.. settings, .. ListenerSettings.Of(role), .. Principals.Settings(role.Identity)];
    }

    private static IEnumerable<KeyValuePair<string, string>> Wanted(NodeRoleView role) =>
        role.Identity.Cluster.Spec.Config.Select(setting => KeyValuePair.Create(setting.Key, setting.Value.Text));

    private static string Voters(NodeRoleView voters) => string.Join(
        ',', Enumerable.Range(0, voters.Spec.Replicas).Select(ordinal => $"{voters.Host($"{voters.Name}-{ordinal}")}:{NodeRoleView.ControllerPort}"));

    private static string Escape(string value) => value.Replace("\\", "\\\\").Replace("\n", "\\n").Replace("\r", "\\r");
}
