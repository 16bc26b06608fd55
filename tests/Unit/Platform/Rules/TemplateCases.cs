using GitOpsKafka.Platform.Resources;
using static GitOpsKafka.Tests.Unit.Platform.Rules.RuleCase;
using static GitOpsKafka.Tests.Unit.Platform.Rules.Samples;

namespace GitOpsKafka.Tests.Unit.Platform.Rules;

internal static class TemplateCases
{
    private static readonly FreeObject Exporter = FreeObject.Parse("""{"name":"exporter","image":"example.com/exporter:1.0"}""");

    private static readonly FreeObject Plugins = FreeObject.Parse("""{"name":"plugins","emptyDir":{} }""");

    public static IEnumerable<RuleCase> All { get; } =
    [
        Denies("KC-104", Create(With(new PodTemplate { Labels = One("gitopskafka.io/role") })), "spec.brokers.template.labels[gitopskafka.io/role]: Forbidden: managed by the operator; leave it out", Create(With(new PodTemplate { Labels = One("team") }))),
        Denies("KC-104", Create(With(new PodTemplate { Labels = One("app.kubernetes.io/name") })), "spec.brokers.template.labels[app.kubernetes.io/name]: Forbidden: managed by the operator; leave it out", Create(With(new PodTemplate { Labels = One("app.kubernetes.io/part-of") }))),
        Denies("KC-104", Create(With(new PodTemplate { Annotations = One("gitopskafka.io/rack") })), "spec.brokers.template.annotations[gitopskafka.io/rack]: Forbidden: managed by the operator; leave it out", Create(With(new PodTemplate { Annotations = One("example.com/owner") }))),
        Denies("KC-104", Create(With(new PodTemplate { ExtraEnv = [new EnvironmentVariable { Name = "KAFKA_OPTS" }] })), "spec.brokers.template.extraEnv[0].name: Forbidden: managed by the operator; leave \"KAFKA_OPTS\" out",
            Create(With(new PodTemplate { ExtraEnv = [new EnvironmentVariable { Name = "TZ", Value = "UTC" }] }))),
        Denies("KC-104", Create(With(new PodTemplate { Sidecars = [FreeObject.Parse("""{"name":"kafka","image":"example.com/kafka:1"}""")] })), "spec.brokers.template.sidecars[0].name: Forbidden: \"kafka\" is managed by the operator; choose another name",
            Create(With(new PodTemplate { Sidecars = [Exporter] }))),
        Denies("KC-104", Create(With(new PodTemplate { ExtraVolumes = [FreeObject.Parse("""{"name":"data-0"}""")] })), "spec.brokers.template.extraVolumes[0].name: Forbidden: \"data-0\" is managed by the operator; choose another name",
            Create(With(new PodTemplate { ExtraVolumes = [Plugins] }))),
        Denies("KC-104", Create(With(Mount("/var/lib"))), "spec.brokers.template.extraVolumeMounts[0].mountPath: Forbidden: \"/var/lib\" is managed by the operator; mount it elsewhere", Create(With(Mount("/opt/plugins")))),
        Denies("KC-105", Create(With(new PodTemplate { Sidecars = [Exporter, Exporter] })), "spec.brokers.template.sidecars[1].name: Duplicate value: \"exporter\"", Create(With(new PodTemplate { Sidecars = [Exporter] }))),
        Denies("KC-105", Create(With(new PodTemplate { Sidecars = [FreeObject.Parse("""{"name":"exporter"}""")] })), "spec.brokers.template.sidecars[0].image: Required value", Create(With(new PodTemplate { Sidecars = [Exporter] }))),
        Denies("KC-105", Create(With(new PodTemplate { ExtraVolumes = [FreeObject.Parse("""{"emptyDir":{} }""")] })), "spec.brokers.template.extraVolumes[0].name: Required value", Create(With(new PodTemplate { ExtraVolumes = [Plugins] }))),
    ];

    private static KafkaCluster With(PodTemplate template) => Prod.Brokers(Prod.Spec.Brokers with { Template = template });

    private static PodTemplate Mount(string path) => new() { ExtraVolumes = [Plugins], ExtraVolumeMounts = [FreeObject.Parse($$"""{"name":"plugins","mountPath":"{{path}}"}""")] };

    private static Dictionary<string, string> One(string name) => new() { [name] = "payments" };
}
