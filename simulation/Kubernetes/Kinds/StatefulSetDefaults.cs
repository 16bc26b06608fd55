using System.Text.Json.Nodes;

namespace GitOpsKafka.Simulation.Kubernetes.Kinds;

/// <summary>
/// What the API server fills into a StatefulSet.
/// Source: https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/apps/v1/defaults.go.
/// </summary>
internal static class StatefulSetDefaults
{
    public static void Fill(JsonObject json)
    {
        var spec = json.Object("spec");
        spec.Put("replicas", 1);
        spec.Put("podManagementPolicy", "OrderedReady");
        spec.Put("revisionHistoryLimit", 10);
        spec.Put("persistentVolumeClaimRetentionPolicy", new JsonObject { ["whenDeleted"] = "Retain", ["whenScaled"] = "Retain" });
        var strategy = spec.Object("updateStrategy");
        strategy.Put("type", "RollingUpdate");
        if (strategy.Text("type") == "RollingUpdate")
            strategy.Object("rollingUpdate").Put("partition", 0);
        var template = spec.Object("template");
        FillTemplateMetadata(template.Object("metadata"));
        PodDefaults.FillSpec(template.Object("spec"));
        foreach (var claim in spec.Each("volumeClaimTemplates"))
            FillClaim(claim);
        json.Put("status", new JsonObject { ["replicas"] = 0, ["availableReplicas"] = 0 });
    }

    private static void FillClaim(JsonObject claim)
    {
        claim.Put("apiVersion", "v1");
        claim.Put("kind", "PersistentVolumeClaim");
        FillTemplateMetadata(claim.Object("metadata"));
        claim.Object("spec").Put("volumeMode", "Filesystem");
        QuantityText.Canonicalize(claim.Object("spec")["resources"]);
        claim.Put("status", new JsonObject { ["phase"] = "Pending" });
    }

    /// <summary>Servers write the zero time of embedded metadata as null; whoever compares live objects meets it.</summary>
    private static void FillTemplateMetadata(JsonObject metadata)
    {
        if (!metadata.ContainsKey("creationTimestamp"))
            metadata["creationTimestamp"] = null;
    }
}
