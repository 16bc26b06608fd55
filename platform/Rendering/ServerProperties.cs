using System.Text;

namespace GitOpsKafka.Platform.Rendering;

/// <summary>
/// The text of <c>server.properties</c> of one role, with <c>@NODE_ID@</c> and <c>@POD@</c> where nodes differ.
/// Source: https://kafka.apache.org/documentation/#brokerconfigs.
/// </summary>
internal static class ServerProperties
{
    public static string Of(NodeRoleView role)
    {
        var text = new StringBuilder("# Written by gitopskafka; changes here are undone.\n");
        foreach (var (key, value) in Managed(role).Concat(Wanted(role)).OrderBy(pair => pair.Key, StringComparer.Ordinal))
            text.Append(key).Append('=').Append(Escape(value)).Append('\n');
        return text.ToString();
    }

    private static Dictionary<string, string> Managed(NodeRoleView role)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["process.roles"] = role.ProcessRoles,
            ["node.id"] = "@NODE_ID@",
            ["controller.listener.names"] = "CONTROLLER",
            ["controller.quorum.bootstrap.servers"] = Voters(role.Identity.Voters),
            ["listener.security.protocol.map"] = "CONTROLLER:PLAINTEXT,REPLICATION:PLAINTEXT,PLAIN:PLAINTEXT",
            ["log.dirs"] = string.Join(',', role.LogDirs),
            ["listeners"] = string.Join(',', Listeners(role, name => $"{name}://0.0.0.0")),
            ["advertised.listeners"] = string.Join(',', Listeners(role, name => $"{name}://{role.Host("@POD@")}")),
        };
        if (role.IsBroker)
            settings["inter.broker.listener.name"] = "REPLICATION";
        return settings;
    }

    private static IEnumerable<KeyValuePair<string, string>> Wanted(NodeRoleView role) =>
        role.Identity.Cluster.Spec.Config.Select(setting => KeyValuePair.Create(setting.Key, setting.Value.Text));

    private static IEnumerable<string> Listeners(NodeRoleView role, Func<string, string> address)
    {
        if (role.IsVoter)
            yield return $"{address("CONTROLLER")}:{NodeRoleView.ControllerPort}";
        if (role.IsBroker)
        {
            yield return $"{address("REPLICATION")}:{NodeRoleView.ReplicationPort}";
            yield return $"{address("PLAIN")}:{NodeRoleView.ClientPort}";
        }
    }

    private static string Voters(NodeRoleView voters) => string.Join(
        ',', Enumerable.Range(0, voters.Spec.Replicas).Select(ordinal => $"{voters.Host($"{voters.Name}-{ordinal}")}:{NodeRoleView.ControllerPort}"));

    private static string Escape(string value) => value.Replace("\\", "\\\\").Replace("\n", "\\n").Replace("\r", "\\r");
}
