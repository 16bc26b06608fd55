using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Simulation.Kubernetes.Apply;

/// <summary>
/// How lists and maps of a type merge: by key, as a set, or as one value. Paths are field names joined by dots; list items add nothing to a path.
/// Source: the <c>x-kubernetes-list-*</c> and <c>x-kubernetes-map-type</c> marks of
/// https://github.com/kubernetes/kubernetes/blob/master/api/openapi-spec/swagger.json. Thread-safe.
/// </summary>
internal sealed class FieldRules(ResourceType type)
{
    private static readonly string[] ByName = ["name"];

    private static readonly Dictionary<string, string[]> PodLists = new(StringComparer.Ordinal)
    {
        ["containers"] = ByName,
        ["initContainers"] = ByName,
        ["ephemeralContainers"] = ByName,
        ["env"] = ByName,
        ["volumes"] = ByName,
        ["imagePullSecrets"] = ByName,
        ["volumeMounts"] = ["mountPath"],
        ["volumeDevices"] = ["devicePath"],
        ["hostAliases"] = ["ip"],
        ["topologySpreadConstraints"] = ["topologyKey", "whenUnsatisfiable"],
    };

    private static readonly HashSet<string> AtomicObjects = new(
        ["nodeSelector", "fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "labelSelector", "matchLabels", "selector"], StringComparer.Ordinal);

    private readonly bool _isOurs = type.Group == ResourceKinds.Group;
    private readonly bool _isService = type == ResourceType.Services;

    /// <returns>The merge keys; empty for a set; null for a list that is one value.</returns>
    public string[]? KeysOf(string path) => path switch
    {
        ".metadata.ownerReferences" => ["uid"],
        ".metadata.finalizers" => [],
        ".status.conditions" => ["type"],
        _ when _isOurs => path.EndsWith(".storage.volumes", StringComparison.Ordinal) ? ["id"] : null,
        ".spec.ports" when _isService => ["port", "protocol"],
        _ when path.EndsWith(".ports", StringComparison.Ordinal) => ["containerPort", "protocol"],
        _ => PodLists.GetValueOrDefault(path[(path.LastIndexOf('.') + 1)..]),
    };

    /// <summary>Whether the object at the path is one value: labels of a selector are never merged.</summary>
    public bool IsAtomic(string path) =>
        path == ".metadata.ownerReferences" || (!_isOurs && AtomicObjects.Contains(path[(path.LastIndexOf('.') + 1)..]) && path.Contains(".spec", StringComparison.Ordinal));
}
