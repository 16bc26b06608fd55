using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Cluster.Kubernetes;

/// <summary>Bodies of requests, as UTF-8 JSON. Thread-safe.</summary>
internal static class ApiBodies
{
    /// <param name="served">The object's type as the server serves it.</param>
    public static byte[] Of(KubeObject desired, ResourceType served) =>
        JsonMarshal.GetRawUtf8Value(ApiVersions.Rewritten(desired.Json, served)).ToArray();

    /// <summary>Only identity and status: whatever else is given would be owned without having been meant.</summary>
    public static byte[] StatusOf(KubeObject desired, ResourceType served) => Bytes(new JsonObject
    {
        ["apiVersion"] = served.ApiVersion,
        ["kind"] = desired.Key.Type.Kind,
        ["metadata"] = new JsonObject { ["name"] = desired.Key.Name, ["namespace"] = desired.Key.Namespace },
        ["status"] = desired.At("status") is { } status ? JsonNode.Parse(status.GetRawText()) : new JsonObject(),
    });

    /// <param name="isAlone">What it owns stays.</param>
    public static byte[] DeleteOf(string? uid, bool isAlone = false)
    {
        var options = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "DeleteOptions", ["propagationPolicy"] = isAlone ? "Orphan" : "Background" };
        if (uid is not null)
            options["preconditions"] = new JsonObject { ["uid"] = uid };
        return Bytes(options);
    }

    /// <summary>With its uid: the server refuses it for an object that was made anew. It refuses finalizers that were taken off meanwhile, too.</summary>
    public static byte[] ReleaseOf(KubeObject live, string finalizer) => Bytes(new JsonObject
    {
        ["metadata"] = new JsonObject { ["uid"] = live.Uid, ["finalizers"] = live.FinalizersWithout(finalizer) },
    });

    private static byte[] Bytes(JsonObject body) => Encoding.UTF8.GetBytes(body.ToJsonString());
}
