using System.Collections.Immutable;
using System.Text;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rendering;

/// <summary>
/// The text of <c>zoo.cfg</c>, the same for every server of an ensemble.
/// Source: https://zookeeper.apache.org/doc/r3.8.4/zookeeperAdmin.html#sc_configuration.
/// </summary>
internal static class EnsembleSettings
{
    public const string File = "zoo.cfg";

    public const int ClientPort = 2181;

    /// <summary>Where followers reach the leader.</summary>
    public const int PeerPort = 2888;

    public const int ElectionPort = 3888;

    public static ImmutableArray<(string Name, int Number)> Ports { get; } = [("client", ClientPort), ("peer", PeerPort), ("election", ElectionPort)];

    public static string Of(NodeRoleView role)
    {
        var settings = new SortedDictionary<string, string>(Defaults(), StringComparer.Ordinal);
        foreach (var (key, value) in ((ZooKeeperNodes)role.Spec).Config)
            settings[key] = value.Text;
        foreach (var (key, value) in Managed(role))
            settings[key] = value;
        var text = new StringBuilder("# Written by gitopskafka; changes here are undone.\n");
        foreach (var (key, value) in settings)
            text.Append(key).Append('=').Append(ServerProperties.Escape(value)).Append('\n');
        return text.ToString();
    }

    /// <summary>ZooKeeper itself deletes nothing: without autopurge its volume fills up.</summary>
    private static Dictionary<string, string> Defaults() => new(StringComparer.Ordinal)
    {
        ["autopurge.purgeInterval"] = "1",
        ["autopurge.snapRetainCount"] = "3",
        ["initLimit"] = "10",
        ["syncLimit"] = "5",
        ["tickTime"] = "2000",
    };

    private static IEnumerable<KeyValuePair<string, string>> Managed(NodeRoleView role)
    {
        yield return KeyValuePair.Create("4lw.commands.whitelist", "ruok, srvr");
        yield return KeyValuePair.Create("admin.enableServer", "false");
        yield return KeyValuePair.Create("clientPort", $"{ClientPort}");
        yield return KeyValuePair.Create("dataDir", $"{role.DataFolders.First()}/zookeeper");
        // A server's own name leads to its pod only a moment after it has started.
        yield return KeyValuePair.Create("quorumListenOnAllIPs", "true");
        // A single server is an ensemble, too: its data does not depend on how many there are.
        yield return KeyValuePair.Create("standaloneEnabled", "false");
        foreach (var ordinal in Enumerable.Range(0, role.Spec.Replicas))
            yield return KeyValuePair.Create($"server.{role.IdOffset + ordinal}", $"{role.Host($"{role.Name}-{ordinal}")}:{PeerPort}:{ElectionPort}");
    }
}
