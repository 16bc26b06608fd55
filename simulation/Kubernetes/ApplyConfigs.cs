using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Simulation.Kubernetes.Kinds;

namespace GitOpsKafka.Simulation.Kubernetes;

/// <summary>Which part of what a caller sends counts at which endpoint.</summary>
internal static class ApplyConfigs
{
    private static readonly string[] SystemFields = ["resourceVersion", "uid", "generation", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink"];

    public static JsonObject MainOf(KubeObject desired, KindTraits traits)
    {
        var json = WithoutNulls(desired.ToNode());
        if (json["metadata"]!["managedFields"] is not null)
            throw ApiErrors.BadRequest("metadata.managedFields must be nil");
        foreach (var name in SystemFields)
            json.Object("metadata").Remove(name);
        if (traits.HasStatus)
            json.Remove("status");
        return json;
    }

    public static JsonObject StatusOf(KubeObject desired)
    {
        var json = new JsonObject
        {
            ["apiVersion"] = desired.Key.Type.ApiVersion,
            ["kind"] = desired.Key.Type.Kind,
            ["metadata"] = new JsonObject { ["name"] = desired.Key.Name, ["namespace"] = desired.Key.Namespace },
        };
        if (WithoutNulls(desired.ToNode())["status"] is { } status)
            json["status"] = status.DeepClone();
        return json;
    }

    /// <summary>A uid or a version in the configuration says which object is meant.</summary>
    public static void CheckPreconditions(KubeObject desired, KubeObject? live)
    {
        if (desired.Uid.Length > 0 && desired.Uid != live?.Uid)
            throw live is null
                ? ApiErrors.Conflict(desired.Key, $"uid mismatch: the provided object specified uid {desired.Uid}, and no existing object was found")
                : ApiErrors.OtherUid(desired.Key, desired.Uid, live.Uid);
        if (desired.ResourceVersion.Length > 0 && desired.ResourceVersion != live?.ResourceVersion)
            throw ApiErrors.Modified(desired.Key);
    }

    /// <summary>A write to the status changes nothing else, and any other write does not change the status.</summary>
    public static void KeepOutside(JsonObject before, JsonObject after, string subresource, KindTraits traits)
    {
        if (!traits.HasStatus)
            return;
        if (subresource != "status")
        {
            Restore(before, after, "status");
            return;
        }

        foreach (var name in before.Concat(after).Select(field => field.Key).Distinct(StringComparer.Ordinal).Where(name => name != "status").ToArray())
            Restore(before, after, name);
    }

    private static void Restore(JsonObject before, JsonObject after, string name)
    {
        after.Remove(name);
        if (before.TryGetPropertyValue(name, out var value))
            after[name] = value?.DeepClone();
    }

    private static JsonObject WithoutNulls(JsonObject json)
    {
        foreach (var (name, value) in json.ToArray())
        {
            if (value is null)
                json.Remove(name);
            else if (value is JsonObject child)
                WithoutNulls(child);
            else if (value is JsonArray list)
                list.OfType<JsonObject>().ToList().ForEach(item => WithoutNulls(item));
        }

        return json;
    }
}
