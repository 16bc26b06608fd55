using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Simulation.Kubernetes.Kinds;

/// <summary>
/// What the API server fills into claims of volumes, and what it refuses.
/// Source: https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go (ValidatePersistentVolumeClaimUpdate).
/// </summary>
internal static class ClaimRules
{
    public static void Fill(JsonObject json)
    {
        json.Object("spec").Put("volumeMode", "Filesystem");
        QuantityText.Canonicalize(json.Object("spec")["resources"]);
        json.Put("status", new JsonObject { ["phase"] = "Pending" });
    }

    public static IEnumerable<string> Check(JsonObject? old, JsonObject json)
    {
        if (json.Object("spec")["accessModes"] is not JsonArray { Count: > 0 })
            yield return "spec.accessModes: Required value: at least 1 access mode is required";
        if (old is null || JsonNode.DeepEquals(old["spec"], json["spec"]))
            yield break;
        if (!JsonNode.DeepEquals(Fixed(old), Fixed(json)) || old.Object("status").Text("phase") != "Bound")
            yield return "spec: Forbidden: spec is immutable after creation except resources.requests for bound claims";
        else if (SizeOf(json) < SizeOf(old))
            yield return "spec.resources.requests.storage: Forbidden: field can not be less than previous value";
    }

    /// <summary>What the claim asks for.</summary>
    public static Quantity SizeOf(JsonObject json) =>
        Quantity.TryParse((json["spec"]?["resources"]?["requests"] as JsonObject)?.Text("storage"), out var size) ? size : Quantity.Zero;

    private static JsonObject Fixed(JsonObject json)
    {
        var spec = json.Object("spec").DeepClone().AsObject();
        spec.Object("resources").Remove("requests");
        return spec;
    }
}
