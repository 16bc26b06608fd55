using System.Text.Json;
using GitOpsKafka.Platform.Resources;
using GitOpsKafka.Platform.Rules;

namespace GitOpsKafka.Webhook.Admission;

/// <summary>
/// GEN-12: <c>kubectl scale</c> and autoscalers obey the rules that <c>spec.brokers.replicas</c> obeys. The request carries an
/// <c>autoscaling/v1 Scale</c> only; the cluster itself comes from the neighbours.
/// </summary>
internal sealed class ScaleJudge(INeighbours neighbours)
{
    public const string RuleId = "GEN-12";

    private static readonly FieldPath InCluster = FieldPath.Spec.Field("brokers").Field("replicas");

    private static readonly FieldPath InScale = FieldPath.Spec.Field("replicas");

    public Decision Decide(ReviewRequest request)
    {
        if (Replicas(request.Object) is not { } replicas)
            return new Decision([new Violation(RuleId, Severity.Deny, InScale, FieldErrorType.Required, null, "the Scale has no number of replicas")], []);
        if (Parent(request) is not { } cluster)
            return Decision.AllowWith($"KafkaCluster {request.Namespace}/{request.Name} is not known here yet: replicas were not checked [{RuleId}]");
        var scaled = cluster with { Spec = cluster.Spec with { Brokers = cluster.Spec.Brokers with { Replicas = replicas } } };
        var verdict = RuleSet.Judge(new RuleInput(cluster, scaled, neighbours));
        return new Decision([.. verdict.Violations.Select(Translate).OrderBy(violation => violation.Path.ToString(), StringComparer.Ordinal)], []);
    }

    private KafkaCluster? Parent(ReviewRequest request) =>
        request.Resource == ResourceKinds.Get(KafkaCluster.KindName).Type.Plural
        && ResourceKey.TryParse($"{KafkaCluster.KindName}/{request.Namespace}/{request.Name}", out var key)
            ? neighbours.Cluster(key)
            : null;

    private static int? Replicas(JsonElement scale) =>
        scale.ValueKind == JsonValueKind.Object && scale.TryGetProperty("spec", out var spec) && spec.ValueKind == JsonValueKind.Object
            ? spec.TryGetProperty("replicas", out var replicas) ? Number(replicas) : 0
            : null;

    private static int? Number(JsonElement replicas) => replicas.ValueKind == JsonValueKind.Number && replicas.TryGetInt32(out var number) ? number : null;

    private static Violation Translate(Violation violation) => violation with
    {
        RuleId = $"{RuleId}/{violation.RuleId}",
        Path = violation.Path.Equals(InCluster) ? InScale : violation.Path,
    };
}
