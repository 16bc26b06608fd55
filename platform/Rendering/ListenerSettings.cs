using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rendering;

/// <summary>
/// The settings that say where a node listens, how connections are secured and under which addresses others find it.
/// Source: https://kafka.apache.org/documentation/#security and KIP-651 for certificates as PEM files.
/// </summary>
internal static class ListenerSettings
{
    /// <summary>What <see cref="NodeFacts.Advertised"/> of a pod takes the place of.</summary>
    public const string AdvertisedPlaceholder = "@ADVERTISED@";

    private const string Controller = "CONTROLLER";

    private const string Replication = "REPLICATION";

    public static IEnumerable<KeyValuePair<string, string>> Of(NodeRoleView role)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["listener.security.protocol.map"] = string.Join(',', Protocols(role)),
            ["listeners"] = string.Join(',', OwnPorts(role).Concat(role.ClientListeners.Select(Port)).Select(port => At(port, "0.0.0.0"))),
            ["advertised.listeners"] = string.Join(',', Advertised(role)),
        };
        if (!role.Identity.HasEnsemble)
            settings["controller.listener.names"] = Controller;
        if (role.IsBroker)
            settings["inter.broker.listener.name"] = Replication;
        // A certificate that drops a name (a node's address has changed) is loaded without a restart only where this is on.
        if (role.HasCertificates)
            settings["ssl.allow.san.changes"] = "true";
        return [.. settings, .. InternalTls(role), .. role.ClientListeners.SelectMany(Client)];
    }

    private static IEnumerable<string> Protocols(NodeRoleView role)
    {
        var between = role.Identity.Cluster.Spec.InternalTls ? "SSL" : "PLAINTEXT";
        if (!role.Identity.HasEnsemble)
            yield return $"{Controller}:{between}";
        yield return $"{Replication}:{between}";
        foreach (var listener in role.ClientListeners)
            yield return $"{listener.Name}:{listener.Protocol}";
    }

    private static IEnumerable<string> Advertised(NodeRoleView role)
    {
        foreach (var port in OwnPorts(role).Concat(role.ClientListeners.Where(listener => !listener.IsExternal).Select(Port)))
            yield return At(port, role.Host("@POD@"));
        if (role.ClientListeners.Any(listener => listener.IsExternal))
            yield return AdvertisedPlaceholder;
    }

    /// <summary>Where nodes hear each other.</summary>
    private static IEnumerable<(string Name, int Number)> OwnPorts(NodeRoleView role)
    {
        if (role.IsVoter)
            yield return (Controller, NodeRoleView.ControllerPort);
        if (role.IsBroker)
            yield return (Replication, NodeRoleView.ReplicationPort);
    }

    private static (string Name, int Number) Port(ListenerView listener) => (listener.Name, listener.Spec.Port);

    private static string At((string Name, int Number) port, string host) => $"{port.Name}://{host}:{port.Number}";

    /// <summary>
    /// Nodes show each other certificates of the cluster CA. Only here does one of a node make its holder <see cref="Principals.Node"/>:
    /// on listeners of clients the clients CA is trusted, and a name is no more than a name.
    /// </summary>
    private static IEnumerable<KeyValuePair<string, string>> InternalTls(NodeRoleView role)
    {
        if (!role.Identity.Cluster.Spec.InternalTls)
            return [];
        // A broker speaks to controllers as well: it needs the settings of their listener without listening there.
        string[] listeners = role switch { { Identity.HasEnsemble: true } => [Replication], { IsBroker: true } => [Controller, Replication], _ => [Controller] };
        return listeners.SelectMany(name => Tls(name, CertificateFiles.ClusterTrust, isClientKnown: true).Append(Setting(name, "ssl.principal.mapping.rules", Principals.MappingOfNodes(role.Identity))));
    }

    private static IEnumerable<KeyValuePair<string, string>> Client(ListenerView listener)
    {
        if (listener.Spec.Tls)
        {
            var isClientKnown = listener.Spec.Authentication?.Type is ListenerAuthenticationType.Mtls;
            foreach (var setting in Tls(listener.Name, CertificateFiles.ClientsTrust, isClientKnown))
                yield return setting;
            if (isClientKnown)
                yield return Setting(listener.Name, "ssl.principal.mapping.rules", Principals.MappingOfClients);
        }

        if (listener.Spec.Authentication?.Type is ListenerAuthenticationType.ScramSha512)
        {
            yield return Setting(listener.Name, "sasl.enabled.mechanisms", "SCRAM-SHA-512");
            yield return Setting(listener.Name, "scram-sha-512.sasl.jaas.config", "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Tls(string listener, string trust, bool isClientKnown)
    {
        yield return Setting(listener, "ssl.keystore.type", "PEM");
        yield return Setting(listener, "ssl.keystore.location", CertificateFiles.Node);
        if (!isClientKnown)
            yield break;
        yield return Setting(listener, "ssl.truststore.type", "PEM");
        yield return Setting(listener, "ssl.truststore.location", trust);
        yield return Setting(listener, "ssl.client.auth", "required");
    }

    private static KeyValuePair<string, string> Setting(string listener, string name, string value) => KeyValuePair.Create($"listener.name.{listener.ToLowerInvariant()}.{name}", value);
}
