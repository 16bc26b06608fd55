using System.Text.Json;
using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Simulation.Kubernetes;

/// <summary>Reads <c>metadata.ownerReferences</c>.</summary>
internal static class Owners
{
    /// <summary>On an object that is deleted alone, until what it owns is without an owner.</summary>
    public const string OrphanFinalizer = "orphan";

    public static List<string> Of(KubeObject child) =>
        child.At("metadata", "ownerReferences") is { ValueKind: JsonValueKind.Array } owners ? [.. owners.EnumerateArray().Select(owner => owner.GetProperty("uid").GetString()!)] : [];

    /// <summary>Takes the owner with that uid away.</summary>
    public static void Remove(JsonObject metadata, string uid)
    {
        var owners = metadata["ownerReferences"]!.AsArray();
        owners.Remove(owners.First(owner => owner!["uid"]!.GetValue<string>() == uid));
        if (owners.Count == 0)
            metadata.Remove("ownerReferences");
    }

    /// <summary>It is deleted alone, and still owns something, perhaps.</summary>
    public static bool IsLeaving(KubeObject item) =>
        item.IsTerminating && item.At("metadata", "finalizers") is { } finalizers && finalizers.EnumerateArray().Any(name => name.ValueEquals(OrphanFinalizer));
}
