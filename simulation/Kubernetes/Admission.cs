using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Simulation.Faults;
using GitOpsKafka.Simulation.Kubernetes.Kinds;

namespace GitOpsKafka.Simulation.Kubernetes;

/// <summary>
/// Asks the admission webhook about a write, as the API server does.
/// Source: https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#request.
/// </summary>
/// <param name="webhook">Takes an AdmissionReview with a request and gives one with a response, both JSON.</param>
internal sealed class Admission(Func<ReadOnlyMemory<byte>, byte[]> webhook, ServerValues values)
{
    private const string Name = "validate.gitopskafka.io";

    /// <param name="before">Null on create.</param>
    /// <param name="after">Null on delete.</param>
    /// <exception cref="KubernetesApiException">Denied, or the webhook failed (it is registered with failurePolicy Fail).</exception>
    public void Judge(ObjectKey key, WriteRequest request, JsonObject? before, JsonObject? after)
    {
        var uid = values.NextUid();
        var answer = Ask(new JsonObject
        {
            ["apiVersion"] = "admission.k8s.io/v1",
            ["kind"] = "AdmissionReview",
            ["request"] = Request(uid, key, request, before, after),
        });
        if (answer["response"] is not JsonObject response || response.Text("uid") != uid)
            throw Failed("expected response.uid=\"" + uid + "\"", null);
        if (response["allowed"]?.GetValue<bool>() != true)
            throw Denied(response["status"] as JsonObject ?? []);
    }

    private JsonObject Ask(JsonObject review)
    {
        try
        {
            return JsonNode.Parse(webhook(JsonSerializer.SerializeToUtf8Bytes(review)))!.AsObject();
        }
        catch (Exception failure) when (failure is not SimulatedCrashException)
        {
            throw Failed(failure.Message, failure);
        }
    }

    private static JsonObject Request(string uid, ObjectKey key, WriteRequest request, JsonObject? before, JsonObject? after)
    {
        var isScale = request.Subresource == "scale";
        var kind = isScale ? Kind("autoscaling", "v1", "Scale") : Kind(key.Type.Group, key.Type.Version, key.Type.Kind);
        var resource = new JsonObject { ["group"] = key.Type.Group, ["version"] = key.Type.Version, ["resource"] = key.Type.Plural };
        var json = new JsonObject
        {
            ["uid"] = uid,
            ["kind"] = kind,
            ["resource"] = resource,
            ["requestKind"] = kind.DeepClone(),
            ["requestResource"] = resource.DeepClone(),
            ["name"] = key.Name,
            ["namespace"] = key.Namespace,
            ["operation"] = before is null ? "CREATE" : after is null ? "DELETE" : "UPDATE",
            ["userInfo"] = new JsonObject { ["username"] = request.User.Name, ["groups"] = new JsonArray([.. request.User.Groups.Select(JsonNode (group) => group)]) },
            ["object"] = after?.DeepClone(),
            ["oldObject"] = before?.DeepClone(),
            ["dryRun"] = request.IsDryRun,
            ["options"] = new JsonObject { ["apiVersion"] = "meta.k8s.io/v1", ["kind"] = after is null ? "DeleteOptions" : "PatchOptions", ["fieldManager"] = request.Manager },
        };
        if (isScale)
            (json["subResource"], json["requestSubResource"]) = ("scale", "scale");
        return json;
    }

    private static JsonObject Kind(string group, string version, string kind) => new() { ["group"] = group, ["version"] = version, ["kind"] = kind };

    private static KubernetesApiException Denied(JsonObject status)
    {
        var message = status.Text("message") ?? status.Text("reason") ?? "without explanation";
        return ApiErrors.Denied(Name, Math.Max(400, status.Number("code")), status.Text("reason") ?? "", message);
    }

    private static KubernetesApiException Failed(string message, Exception? inner) =>
        new(HttpStatusCode.InternalServerError, "InternalError", $"failed calling webhook \"{Name}\": {message}", inner);
}
