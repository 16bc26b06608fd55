using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Cluster.Kubernetes;

/// <summary>
/// Types that API servers which we support serve in an older version alone, of the same fields as ours: only <c>apiVersion</c> is
/// rewritten on the way. Thread-safe.
/// Source: https://kubernetes.io/docs/reference/using-api/deprecation-guide/.
/// </summary>
internal static class ApiVersions
{
    /// <summary>Newest first. Up to Kubernetes 1.20 there is no policy/v1.</summary>
    private static readonly FrozenDictionary<ResourceType, ImmutableArray<string>> Older = new Dictionary<ResourceType, ImmutableArray<string>>
    {
        [ResourceType.PodDisruptionBudgets] = ["v1beta1"],
    }.ToFrozenDictionary();

    public static bool IsOneOfMany(ResourceType type) => Older.ContainsKey(type);

    /// <param name="versions">What the server serves of the type's group.</param>
    /// <returns>The type as it is where the server serves none that we know: the server then says so itself.</returns>
    public static ResourceType Choose(ResourceType type, IReadOnlySet<string> versions) =>
        !versions.Contains(type.Version) && Older[type].FirstOrDefault(versions.Contains) is { } older ? type with { Version = older } : type;

    /// <summary>The object as one of the type's version. Items of lists need not name their version.</summary>
    public static JsonElement Rewritten(JsonElement json, ResourceType type)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("apiVersion", out var version) || version.ValueEquals(type.ApiVersion))
            return json;
        var copy = JsonObject.Create(json)!;
        copy["apiVersion"] = type.ApiVersion;
        return JsonSerializer.SerializeToElement(copy);
    }
}
