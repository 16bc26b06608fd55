using System.Text.Json.Nodes;

namespace GitOpsKafka.Simulation.Kubernetes.Kinds;

/// <summary>
/// What the API server fills into a Service, with the address that it allots.
/// Source: https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/v1/defaults.go.
/// </summary>
internal static class ServiceDefaults
{
    public static void Fill(JsonObject json, ServerValues values)
    {
        var spec = json.Object("spec");
        spec.Put("type", "ClusterIP");
        spec.Put("sessionAffinity", "None");
        spec.Put("internalTrafficPolicy", "Cluster");
        spec.Put("clusterIP", values.ServiceAddressOf(json));
        spec.Put("clusterIPs", new JsonArray(spec["clusterIP"]!.DeepClone()));
        spec.Put("ipFamilies", new JsonArray("IPv4"));
        spec.Put("ipFamilyPolicy", "SingleStack");
        var isOpen = spec.Text("type") is "NodePort" or "LoadBalancer";
        if (isOpen)
            spec.Put("externalTrafficPolicy", "Cluster");
        foreach (var port in spec.Each("ports"))
            FillPort(port, isOpen, values);
        json.Put("status", new JsonObject { ["loadBalancer"] = new JsonObject() });
    }

    private static void FillPort(JsonObject port, bool isOpen, ServerValues values)
    {
        port.Put("protocol", "TCP");
        port.Put("targetPort", port["port"]?.DeepClone());
        if (isOpen)
            port.Put("nodePort", values.NextNodePort());
    }
}
