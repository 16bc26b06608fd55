using System.Text.Json.Nodes;

namespace GitOpsKafka.Simulation.Kubernetes.Kinds;

/// <summary>
/// What the API server refuses in a StatefulSet, as far as we can meet it.
/// Source: https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/apps/validation/validation.go.
/// </summary>
internal static class StatefulSetRules
{
    private const string Frozen =
        "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', "
        + "'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";

    private static readonly string[] Changeable =
        ["replicas", "ordinals", "template", "updateStrategy", "revisionHistoryLimit", "persistentVolumeClaimRetentionPolicy", "minReadySeconds"];

    public static IEnumerable<string> Check(JsonObject? old, JsonObject json)
    {
        var spec = json.Object("spec");
        if (spec.Number("replicas") < 0)
            yield return $"spec.replicas: Invalid value: {spec.Number("replicas")}: must be greater than or equal to 0";
        if (spec["selector"] is not JsonObject selector)
            yield return "spec.selector: Required value";
        else if (!SelectsTemplate(selector, spec.Object("template")))
            yield return "spec.template.metadata.labels: Invalid value: `selector` does not match template `labels`";
        if (!spec.Object("template").Object("spec").Each("containers").Any())
            yield return "spec.template.spec.containers: Required value";
        if (old is not null && !JsonNode.DeepEquals(Fixed(old), Fixed(json)))
            yield return Frozen;
    }

    private static bool SelectsTemplate(JsonObject selector, JsonObject template)
    {
        var labels = template.Object("metadata")["labels"] as JsonObject ?? [];
        return (selector["matchLabels"] as JsonObject ?? []).All(label => JsonNode.DeepEquals(labels[label.Key], label.Value));
    }

    private static JsonObject Fixed(JsonObject json)
    {
        var spec = json.Object("spec").DeepClone().AsObject();
        foreach (var name in Changeable)
            spec.Remove(name);
        return spec;
    }
}
