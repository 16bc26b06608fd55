using System.Text.Json.Nodes;

namespace GitOpsKafka.Simulation.Kubernetes.Kinds;

/// <summary>
/// What the API server fills into pods and pod templates.
/// Source: https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/v1/defaults.go.
/// </summary>
internal static class PodDefaults
{
    private static readonly string[] ModeVolumes = ["configMap", "secret", "projected", "downwardAPI"];

    private static readonly string[] Probes = ["livenessProbe", "readinessProbe", "startupProbe"];

    public static void FillPod(JsonObject json)
    {
        FillSpec(json.Object("spec"));
        json.Object("spec").Put("enableServiceLinks", true);
        json.Put("status", new JsonObject { ["phase"] = "Pending", ["qosClass"] = "Burstable" });
    }

    public static void FillSpec(JsonObject spec)
    {
        spec.Put("restartPolicy", "Always");
        spec.Put("dnsPolicy", "ClusterFirst");
        spec.Put("terminationGracePeriodSeconds", 30);
        spec.Put("schedulerName", "default-scheduler");
        spec.Put("securityContext", new JsonObject());
        if (spec.Text("serviceAccountName") is { } account)
            spec["serviceAccount"] = account;
        foreach (var container in spec.Each("containers").Concat(spec.Each("initContainers")))
            FillContainer(container);
        foreach (var volume in spec.Each("volumes"))
            FillVolume(volume);
    }

    private static void FillContainer(JsonObject container)
    {
        container.Put("terminationMessagePath", "/dev/termination-log");
        container.Put("terminationMessagePolicy", "File");
        container.Put("imagePullPolicy", IsFloating(container.Text("image") ?? "") ? "Always" : "IfNotPresent");
        container.Put("resources", new JsonObject());
        QuantityText.Canonicalize(container["resources"]);
        foreach (var port in container.Each("ports"))
            port.Put("protocol", "TCP");
        foreach (var variable in container.Each("env"))
            (variable["valueFrom"]?["fieldRef"] as JsonObject)?.Put("apiVersion", "v1");
        foreach (var probe in Probes.Select(name => container[name]).OfType<JsonObject>())
            FillProbe(probe);
    }

    private static void FillProbe(JsonObject probe)
    {
        probe.Put("timeoutSeconds", 1);
        probe.Put("periodSeconds", 10);
        probe.Put("successThreshold", 1);
        probe.Put("failureThreshold", 3);
        if (probe["httpGet"] is not JsonObject http)
            return;
        http.Put("path", "/");
        http.Put("scheme", "HTTP");
    }

    private static void FillVolume(JsonObject volume)
    {
        foreach (var source in ModeVolumes.Select(name => volume[name]).OfType<JsonObject>())
            source.Put("defaultMode", 420);
        if (volume["emptyDir"] is JsonObject scratch)
            QuantityText.Canonicalize(scratch);
        if (volume.All(field => field.Key == "name"))
            volume["emptyDir"] = new JsonObject();
    }

    private static bool IsFloating(string image)
    {
        var name = image[(image.LastIndexOf('/') + 1)..];
        return !name.Contains('@') && (!name.Contains(':') || name.EndsWith(":latest", StringComparison.Ordinal));
    }
}
