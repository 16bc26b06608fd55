using GitOpsKafka.Platform.Resources;
using static GitOpsKafka.Tests.Unit.Platform.Rules.RuleCase;
using static GitOpsKafka.Tests.Unit.Platform.Rules.Samples;

namespace GitOpsKafka.Tests.Unit.Platform.Rules;

internal static class ListenerCases
{
    private static readonly Listener Plain = Listener.Plain;

    private static readonly Listener Scram = new() { Name = "users", Port = 9094, Tls = true, Authentication = new ListenerAuthentication { Type = ListenerAuthenticationType.ScramSha512 } };

    private static readonly Listener Balanced = new() { Name = "public", Port = 9095, Type = ListenerType.LoadBalancer, Tls = true };

    private static readonly ExternalAccess Hosts = new() { BootstrapHost = "kafka.example.com", BrokerHost = "broker-{id}.example.com" };

    private static readonly Listener Web = new() { Name = "web", Port = 9096, Type = ListenerType.Ingress, Tls = true, External = Hosts };

    private static readonly Authorization Acls = new();

    public static IEnumerable<RuleCase> All { get; } =
    [
        Denies("KC-035", Create(With(Plain, Scram with { Name = "plain" })), "spec.listeners[1].name: Duplicate value: \"plain\"", Create(With(Plain, Scram))),
        Denies("KC-035", Create(With(Plain with { Name = "controller" })), "spec.listeners[0].name: Forbidden: \"controller\" is the name of a listener between nodes; choose another", Create(With(Plain))),
        Denies("KC-035", Create(With(Plain with { Name = "replication" })), "spec.listeners[0].name: Forbidden: \"replication\" is the name of a listener between nodes; choose another", Create(With(Plain))),
        Denies("KC-036", Create(With(Plain, Scram with { Port = 9092 })), "spec.listeners[1].port: Duplicate value: 9092", Create(With(Plain, Scram))),
        Denies("KC-036", Create(With(Plain with { Port = 9091 })), "spec.listeners[0].port: Forbidden: 9091 is reserved for replication; take 9092 or higher", Create(With(Plain))),
        Denies("KC-036", Create(With(Plain with { Port = 9090 })), "spec.listeners[0].port: Forbidden: 9090 is reserved for controllers; take 9092 or higher", Create(With(Plain))),
        Denies("KC-036", Create(With(Plain with { Port = 443 })), "spec.listeners[0].port: Invalid value: 443: must be between 9092 and 65535", Create(With(Plain with { Port = 65535 }))),
        Denies("KC-035", Create(Measured(Plain with { Name = "metrics" })), "spec.listeners[0].name: Forbidden: \"metrics\" is the name of the port for metrics; choose another, or take spec.metrics.jmxExporter away", Create(With(Plain with { Name = "metrics" }))),
        Denies("KC-036", Create(Measured(Plain with { Port = 9404 })), "spec.listeners[0].port: Forbidden: 9404 is reserved for metrics; take another, or take spec.metrics.jmxExporter away", Create(With(Plain with { Port = 9404 }))),
        Denies("KC-038", Create(With(Mtls with { Tls = false })), "spec.listeners[0].authentication: Forbidden: type \"mtls\" requires tls: true", Create(With(Mtls))),
        Warns("KC-039", Create(With(Balanced with { Tls = false })), "spec.listeners[0]: records would cross the network in clear text; set tls: true", Create(With(Balanced))),
        Warns("KC-039", Create(With(Scram with { Tls = false, Type = ListenerType.NodePort })), "spec.listeners[0]: credentials and records would cross the network in clear text; set tls: true", Create(With(Scram with { Tls = false }))),
        Denies("KC-040", Create(Guarded(Acls)), "spec.authorization: Forbidden: needs at least one authenticated listener", Create(Guarded(Acls, Mtls))),
        Denies("KC-040", Create(Guarded(Acls, Plain, Balanced)), "spec.authorization: Forbidden: needs at least one authenticated listener", Create(Guarded(Acls, Plain, Scram))),
        Warns("KC-041", Create(Guarded(Acls, Plain, Scram)), "listener \"plain\" has no authentication: clients act as User:ANONYMOUS under the authorizer", Create(Guarded(Acls, Scram))),
        Denies("KC-044", Create(With(Web with { Tls = false })), "spec.listeners[0].tls: Invalid value: false: must be true: an ingress finds the broker by the host name in TLS", Create(With(Web))),
        Denies("KC-044", Create(With(Web with { External = null })), "spec.listeners[0].external.bootstrapHost: Required value: host from which clients start", Create(With(Web))),
        Denies("KC-044", Create(With(Web with { External = Hosts with { BrokerHost = null } })), "spec.listeners[0].external.brokerHost: Required value: host of each broker, with {id} for its id", Create(With(Web))),
        Denies("KC-044", Create(With(Web with { External = Hosts with { BrokerHost = "broker.example.com" } })),
            "spec.listeners[0].external.brokerHost: Invalid value: \"broker.example.com\": must contain {id}: each of 3 brokers needs a host of its own", Create(With(Web).Brokers(1))),
        Denies("KC-048", Create(With(Web with { External = Hosts with { SourceRanges = ["10.0.0.0/8"] } })), "spec.listeners[0].external.sourceRanges: Forbidden: only for type loadbalancer",
            Create(With(Balanced with { External = new ExternalAccess { SourceRanges = ["10.0.0.0/8"] } }))),
        Denies("KC-048", Create(With(Plain with { External = new ExternalAccess { Class = "metallb" } })), "spec.listeners[0].external.class: Forbidden: only for type loadbalancer, ingress",
            Create(With(Balanced with { External = new ExternalAccess { Class = "metallb" } }))),
        Denies("KC-048", Create(With(Plain with { External = new ExternalAccess { AdvertisedPort = 443 } })), "spec.listeners[0].external.advertisedPort: Forbidden: only for type nodeport, loadbalancer, ingress",
            Create(With(Web with { External = Hosts with { AdvertisedPort = 443 } }))),
        Denies("KC-101", Create(With(Mtls) with { Spec = With(Mtls).Spec with { Authorization = Acls } }), "spec.authorization: Forbidden: requires internalTls: true, by which nodes know each other", Create(Guarded(Acls, Mtls))),
        Denies("KC-102", Update(Prod, Prod with { Spec = Prod.Spec with { InternalTls = true } }), "spec.internalTls: Forbidden: cannot change after creation; create a new cluster and move the data", Update(Prod, Prod)),
        Denies("KC-103", Create(Guarded(Acls with { SuperUsers = ["User:ada"] }, Mtls)), "spec.authorization.superUsers[0]: Invalid value: \"User:ada\": must be a name without the prefix \"User:\" and without ';'",
            Create(Guarded(Acls with { SuperUsers = ["ada"] }, Mtls))),
    ];

    private static Listener Mtls => Scram with { Name = "services", Port = 9093, Authentication = new ListenerAuthentication { Type = ListenerAuthenticationType.Mtls } };

    private static KafkaCluster Measured(Listener listener) => With(listener) with { Spec = With(listener).Spec with { Metrics = new Metrics { JmxExporter = true } } };

    private static KafkaCluster With(params Listener[] listeners) => Prod with { Spec = Prod.Spec with { Listeners = listeners } };

    private static KafkaCluster Guarded(Authorization authorization, params Listener[] listeners) =>
        Prod with { Spec = Prod.Spec with { Listeners = listeners, InternalTls = true, Authorization = authorization } };
}
