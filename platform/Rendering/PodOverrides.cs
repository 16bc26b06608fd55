using System.Text.Json;
using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Rendering;

/// <summary>
/// Adds what a role wants of its pods to its StatefulSet. Nothing that is there is changed, and nothing in <see cref="ReservedInPods"/> is
/// added: the rules refuse it, and an object that is older than a rule must not break its nodes.
/// </summary>
internal static class PodOverrides
{
    public static KubeObject Add(KubeObject statefulSet, PodTemplate? wanted)
    {
        if (wanted is null)
            return statefulSet;
        var json = statefulSet.ToNode();
        var template = json["spec"]!["template"]!.AsObject();
        Add(template["metadata"]!.AsObject(), "labels", wanted.Labels.Where(label => !ReservedInPods.IsLabel(label.Key)));
        Add(template["metadata"]!.AsObject(), "annotations", wanted.Annotations.Where(annotation => !ReservedInPods.IsAnnotation(annotation.Key)));
        AddToPod(template["spec"]!.AsObject(), wanted);
        return KubeObject.Of(statefulSet.Key.Type, json);
    }

    private static void AddToPod(JsonObject pod, PodTemplate wanted)
    {
        var kafka = pod["containers"]![0]!.AsObject();
        Add(kafka, "env", wanted.ExtraEnv.Where(variable => !ReservedInPods.IsVariable(variable.Name)).Select(Node));
        Add(kafka, "volumeMounts", wanted.ExtraVolumeMounts.Where(mount => mount.Text("mountPath") is { } path && !ReservedInPods.IsPath(path)).Select(Node));
        Add(pod, "containers", wanted.Sidecars.Where(container => container.Text("name") is { } name && name != ReservedInPods.Container).Select(Node));
        Add(pod, "volumes", wanted.ExtraVolumes.Where(volume => volume.Text("name") is { } name && !ReservedInPods.IsVolume(name)).Select(Node));
        Add(pod, "tolerations", wanted.Tolerations.Select(Node));
        Add(pod, "nodeSelector", wanted.NodeSelector);
        if (wanted.PriorityClassName is not null)
            pod["priorityClassName"] = wanted.PriorityClassName;
        if (wanted.Affinity is not null)
            Merge(pod["affinity"]!.AsObject(), Node(wanted.Affinity)!.AsObject());
    }

    private static void Add(JsonObject owner, string field, IEnumerable<KeyValuePair<string, string>> entries)
    {
        foreach (var (name, value) in entries)
            (owner[field] ??= new JsonObject()).AsObject().TryAdd(name, value);
    }

    private static void Add(JsonObject owner, string field, IEnumerable<JsonNode?> items)
    {
        foreach (var item in items)
            (owner[field] ??= new JsonArray()).AsArray().Add(item);
    }

    /// <summary>Objects field by field, lists one after the other; where neither can be, ours stays.</summary>
    private static void Merge(JsonObject ours, JsonObject theirs)
    {
        foreach (var (name, value) in theirs)
        {
            if (ours[name] is JsonObject below && value is JsonObject other)
                Merge(below, other);
            else if (ours[name] is JsonArray && value is JsonArray more)
                Add(ours, name, more.Select(item => item?.DeepClone()));
            else
                ours[name] ??= value?.DeepClone();
        }
    }

    private static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, ResourceJson.Options);
}
