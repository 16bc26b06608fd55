using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Ports;
using GitOpsKafka.Simulation.Kubernetes.Kinds;

namespace GitOpsKafka.Simulation.Kubernetes;

/// <summary>
/// What the API server makes of claims with a look at storage classes: it fills in the default class, and lets volumes grow only where the
/// class allows it. Source: https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#persistentvolumeclaimresize.
/// </summary>
internal static class ClaimAdmission
{
    private const string IsDefault = "storageclass.kubernetes.io/is-default-class";

    /// <param name="old">Null for a new claim.</param>
    /// <exception cref="KubernetesApiException">The class of a claim that asks for more does not allow it.</exception>
    public static void Admit(ObjectKey key, JsonObject? old, JsonObject json, ObjectStore store)
    {
        var spec = json.Object("spec");
        if (old is null && DefaultClass(store) is { } name)
            spec.Put("storageClassName", name);
        if (old is not null && ClaimRules.SizeOf(json) > ClaimRules.SizeOf(old) && !MayGrow(spec.Text("storageClassName"), store))
            throw new KubernetesApiException(HttpStatusCode.Forbidden, "Forbidden", $"{key.Type} \"{key.Name}\" is forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize");
    }

    private static string? DefaultClass(ObjectStore store) =>
        store.List(ResourceType.StorageClasses, null).Items.FirstOrDefault(found => found.Annotation(IsDefault) == "true")?.Key.Name;

    private static bool MayGrow(string? name, ObjectStore store) =>
        name is not null && store.Find(new ObjectKey(ResourceType.StorageClasses, "", name))?.Object.At("allowVolumeExpansion") is { ValueKind: JsonValueKind.True };
}
