using System.Text.Json;
using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Simulation.Kubernetes;

/// <summary>Reads <c>metadata.ownerReferences</c>.</summary>
internal static class Owners
{
    public static List<string> Of(KubeObject child) =>
        child.At("metadata", "ownerReferences") is { ValueKind: JsonValueKind.Array } owners ? [.. owners.EnumerateArray().Select(owner => owner.GetProperty("uid").GetString()!)] : [];
}
