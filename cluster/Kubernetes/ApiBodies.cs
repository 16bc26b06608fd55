using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Cluster.Kubernetes;

/// <summary>Bodies of requests, as UTF-8 JSON. Thread-safe.</summary>
internal static class ApiBodies
{
    public static byte[] Of(KubeObject desired) => JsonMarshal.GetRawUtf8Value(desired.Json).ToArray();

    /// <summary>Only identity and status: whatever else is given would be owned without having been meant.</summary>
    public static byte[] StatusOf(KubeObject desired) => Bytes(new JsonObject
    {
        ["apiVersion"] = desired.Key.Type.ApiVersion,
        ["kind"] = desired.Key.Type.Kind,
        ["metadata"] = new JsonObject { ["name"] = desired.Key.Name, ["namespace"] = desired.Key.Namespace },
        ["status"] = desired.At("status") is { } status ? JsonNode.Parse(status.GetRawText()) : new JsonObject(),
    });

    public static byte[] DeleteOf(string? uid)
    {
        var options = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "DeleteOptions", ["propagationPolicy"] = "Background" };
        if (uid is not null)
            options["preconditions"] = new JsonObject { ["uid"] = uid };
        return Bytes(options);
    }

    private static byte[] Bytes(JsonObject body) => Encoding.UTF8.GetBytes(body.ToJsonString());
}
