using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Simulation.Kubernetes;
using GitOpsKafka.Simulation.Kubernetes.Kinds;

namespace GitOpsKafka.Simulation.Nodes;

/// <summary>Reads and makes pods of StatefulSets.</summary>
internal static class Pods
{
    public const string RevisionLabel = "controller-revision-hash";

    public static bool IsReady(KubeObject pod) =>
        !pod.IsTerminating
        && pod.At("status", "conditions") is { ValueKind: JsonValueKind.Array } conditions
        && conditions.EnumerateArray().Any(condition => condition.GetProperty("type").GetString() == "Ready" && condition.GetProperty("status").GetString() == "True");

    /// <summary>The number at the end of the name; null for a pod that is in no set.</summary>
    public static int? OrdinalOf(string pod) =>
        int.TryParse(pod.AsSpan(pod.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal) ? ordinal : null;

    /// <summary>A pod as the StatefulSet controller makes it. Source: https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-identity.</summary>
    public static KubeObject Make(KubeObject set, int ordinal, string revision)
    {
        var template = set.ToNode().Object("spec").Object("template");
        var name = $"{set.Key.Name}-{ordinal}";
        var metadata = template.Object("metadata").DeepClone().AsObject();
        (metadata["name"], metadata["namespace"], metadata["generateName"]) = (name, set.Key.Namespace, set.Key.Name + "-");
        metadata.Remove("creationTimestamp");
        var labels = metadata.Object("labels");
        labels[RevisionLabel] = revision;
        labels["statefulset.kubernetes.io/pod-name"] = name;
        labels["apps.kubernetes.io/pod-index"] = ordinal.ToString(CultureInfo.InvariantCulture);
        metadata["ownerReferences"] = new JsonArray(OwnerReference(set));
        var spec = template.Object("spec").DeepClone().AsObject();
        spec["hostname"] = name;
        spec["subdomain"] = set.At("spec", "serviceName")?.GetString();
        MountClaims(set, name, spec);
        return KubeObject.Of(ResourceType.Pods, new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Pod", ["metadata"] = metadata, ["spec"] = spec });
    }

    /// <summary>The claims of one pod: they outlive it. Source: https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage.</summary>
    public static IEnumerable<KubeObject> Claims(KubeObject set, int ordinal)
    {
        foreach (var template in set.ToNode().Object("spec").Each("volumeClaimTemplates"))
        {
            var claim = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "PersistentVolumeClaim", ["spec"] = template["spec"]?.DeepClone() };
            var metadata = claim.Object("metadata");
            (metadata["name"], metadata["namespace"]) = ($"{template.Object("metadata").Text("name")}-{set.Key.Name}-{ordinal}", set.Key.Namespace);
            metadata["labels"] = set.ToNode().Object("spec").Object("selector")["matchLabels"]?.DeepClone();
            yield return KubeObject.Of(ResourceType.PersistentVolumeClaims, claim);
        }
    }

    /// <summary>It has no owner, and looks like one of the set.</summary>
    public static bool IsForsaken(KubeObject pod, KubeObject set) =>
        !pod.IsTerminating && Owners.Of(pod).Count == 0 && OrdinalOf(pod.Key.Name) is { } ordinal && pod.Key.Name == $"{set.Key.Name}-{ordinal}"
        && set.At("spec", "selector", "matchLabels") is { } labels && labels.EnumerateObject().All(label => pod.Label(label.Name) == label.Value.GetString());

    private static void MountClaims(KubeObject set, string pod, JsonObject spec)
    {
        if (set.At("spec", "volumeClaimTemplates") is not { ValueKind: JsonValueKind.Array } claims)
            return;
        var volumes = spec["volumes"] as JsonArray ?? [];
        foreach (var claim in claims.EnumerateArray().Select(claim => claim.GetProperty("metadata").GetProperty("name").GetString()))
            volumes.Add(new JsonObject { ["name"] = claim, ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = $"{claim}-{pod}" } });
        spec["volumes"] = volumes.Parent is null ? volumes : volumes.DeepClone();
    }

    public static JsonObject OwnerReference(KubeObject set) => new()
    {
        ["apiVersion"] = set.Key.Type.ApiVersion,
        ["kind"] = set.Key.Type.Kind,
        ["name"] = set.Key.Name,
        ["uid"] = set.Uid,
        ["controller"] = true,
        ["blockOwnerDeletion"] = true,
    };
}
