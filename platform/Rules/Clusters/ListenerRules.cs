using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rules.Clusters;

/// <summary>KC-035 to KC-048: listeners by themselves and against each other.</summary>
internal static class ListenerRules
{
    private const int LowestPort = 9092;

    private const int MetricsPort = 9404;

    private static readonly string[] ReservedNames = ["controller", "replication"];

    private static readonly ListenerType[] External = [ListenerType.NodePort, ListenerType.LoadBalancer, ListenerType.Ingress];

    /// <summary>Options of <c>external</c>, whether one is set, and the types that it has a meaning for.</summary>
    private static readonly (string Field, Func<ExternalAccess, bool> IsSet, ListenerType[] Types)[] Options =
    [
        ("bootstrapHost", external => external.BootstrapHost is not null, [ListenerType.Ingress]),
        ("brokerHost", external => external.BrokerHost is not null, External),
        ("advertisedPort", external => external.AdvertisedPort is not null, External),
        ("class", external => external.Class is not null, [ListenerType.LoadBalancer, ListenerType.Ingress]),
        ("sourceRanges", external => external.SourceRanges is { Count: > 0 }, [ListenerType.LoadBalancer]),
        ("annotations", external => external.Annotations is { Count: > 0 }, External),
    ];

    public static IEnumerable<Rule> All { get; } =
    [
        Rule.State<KafkaCluster>("KC-035", Severity.Deny, "Names of listeners are unique and not reserved",
            "Settings, ports and Services are named after listeners; controllers and replication have listeners of their own.", Names),
        Rule.State<KafkaCluster>("KC-036", Severity.Deny, "Ports of listeners are unique, from 9092 on",
            "The node could not open a port that is taken.", Ports),
        Rule.State<KafkaCluster>("KC-038", Severity.Deny, "Authentication by certificates goes with TLS",
            "Without TLS no certificate is shown, and nobody could connect.", MtlsNeedsTls),
        Rule.State<KafkaCluster>("KC-039", Severity.Warn, "Listeners that are reached from outside are encrypted",
            "What crosses networks of others can be read there.", OutsideNeedsTls),
        Rule.State<KafkaCluster>("KC-044", Severity.Deny, "Listeners behind an ingress have TLS and a host for each broker",
            "An ingress tells brokers apart by the host name in TLS alone.", IngressNeedsHosts),
        Rule.State<KafkaCluster>("KC-048", Severity.Deny, "Options of listeners fit their type",
            "An option without effect looks like a promise.", OptionsFit),
    ];

    private static IEnumerable<Finding> Names(KafkaCluster cluster, RuleInput input)
    {
        var seen = new HashSet<string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (path, listener) in Of(cluster))
        {
            if (ReservedNames.Contains(listener.Name, StringComparer.OrdinalIgnoreCase))
                yield return Finding.Forbidden(path.Field("name"), $"\"{listener.Name}\" is the name of a listener between nodes; choose another");
            if (HasMetrics(cluster) && string.Equals(listener.Name, "metrics", StringComparison.OrdinalIgnoreCase))
                yield return Finding.Forbidden(path.Field("name"), $"\"{listener.Name}\" is the name of the port for metrics; choose another, or take spec.metrics.jmxExporter away");
            if (!seen.Add(listener.Name))
                yield return Finding.Duplicate(path.Field("name"), Print.Value(listener.Name ?? ""));
        }
    }

    private static IEnumerable<Finding> Ports(KafkaCluster cluster, RuleInput input)
    {
        var seen = new HashSet<int>();
        foreach (var (path, listener) in Of(cluster))
        {
            var port = path.Field("port");
            if (listener.Port is 9090 or 9091)
                yield return Finding.Forbidden(port, $"{listener.Port} is reserved for {(listener.Port == 9090 ? "controllers" : "replication")}; take {LowestPort} or higher");
            else if (listener.Port == MetricsPort && HasMetrics(cluster))
                yield return Finding.Forbidden(port, $"{MetricsPort} is reserved for metrics; take another, or take spec.metrics.jmxExporter away");
            else if (listener.Port is < LowestPort or > 65535)
                yield return Finding.Invalid(port, listener.Port, $"must be between {LowestPort} and 65535");
            if (!seen.Add(listener.Port))
                yield return Finding.Duplicate(port, Print.Value(listener.Port));
        }
    }

    private static bool HasMetrics(KafkaCluster cluster) => cluster.Spec.Metrics is { JmxExporter: true };

    private static IEnumerable<Finding> MtlsNeedsTls(KafkaCluster cluster, RuleInput input) =>
        from entry in Of(cluster)
        where entry.Listener is { Tls: false, Authentication.Type: ListenerAuthenticationType.Mtls }
        select Finding.Forbidden(entry.Path.Field("authentication"), "type \"mtls\" requires tls: true");

    /// <summary>Those behind an ingress are refused without TLS; see KC-044.</summary>
    private static IEnumerable<Finding> OutsideNeedsTls(KafkaCluster cluster, RuleInput input) =>
        from entry in Of(cluster)
        where entry.Listener is { Tls: false, Type: ListenerType.NodePort or ListenerType.LoadBalancer }
        select Finding.FieldRemark(entry.Path, $"{(entry.Listener.Authentication is null ? "records" : "credentials and records")} would cross the network in clear text; set tls: true");

    private static IEnumerable<Finding> IngressNeedsHosts(KafkaCluster cluster, RuleInput input) =>
        Of(cluster).Where(entry => entry.Listener.Type is ListenerType.Ingress).SelectMany(entry => Ingress(entry.Path, entry.Listener, cluster.Spec.Brokers.Replicas));

    private static IEnumerable<Finding> Ingress(FieldPath path, Listener listener, int brokers)
    {
        var external = path.Field("external");
        if (!listener.Tls)
            yield return Finding.Invalid(path.Field("tls"), "false", "must be true: an ingress finds the broker by the host name in TLS");
        if (string.IsNullOrEmpty(listener.External?.BootstrapHost))
            yield return Finding.Required(external.Field("bootstrapHost"), "host from which clients start");
        if (string.IsNullOrEmpty(listener.External?.BrokerHost))
            yield return Finding.Required(external.Field("brokerHost"), $"host of each broker, with {ExternalAccess.IdPlaceholder} for its id");
        else if (brokers > 1 && !listener.External.BrokerHost.Contains(ExternalAccess.IdPlaceholder, StringComparison.Ordinal))
            yield return Finding.Invalid(external.Field("brokerHost"), Print.Value(listener.External.BrokerHost), $"must contain {ExternalAccess.IdPlaceholder}: each of {Print.Count(brokers, "broker")} needs a host of its own");
    }

    private static IEnumerable<Finding> OptionsFit(KafkaCluster cluster, RuleInput input) =>
        from entry in Of(cluster)
        where entry.Listener.External is not null
        from option in Options
        where option.IsSet(entry.Listener.External) && !option.Types.Contains(entry.Listener.Type)
        select Finding.Forbidden(entry.Path.Field("external").Field(option.Field), $"only for type {string.Join(", ", option.Types.Select(type => type.ToString().ToLowerInvariant()))}");

    private static IEnumerable<(FieldPath Path, Listener Listener)> Of(KafkaCluster cluster) => (cluster.Spec.Listeners ?? []).Index()
        .Where(entry => entry.Item is not null)
        .Select(entry => (FieldPath.Spec.Field("listeners").Index(entry.Index), entry.Item));
}
