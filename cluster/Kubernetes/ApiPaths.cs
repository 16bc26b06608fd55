using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Cluster.Kubernetes;

/// <summary>
/// Paths of the Kubernetes API. Thread-safe.
/// Source: https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-uris.
/// </summary>
internal static class ApiPaths
{
    /// <param name="namespace">Null for all namespaces; empty for objects that have none.</param>
    public static string Of(ResourceType type, string? @namespace) =>
        $"{(type.Group.Length == 0 ? "api" : $"apis/{type.Group}")}/{type.Version}{(string.IsNullOrEmpty(@namespace) ? "" : $"/namespaces/{Uri.EscapeDataString(@namespace)}")}/{type.Plural}";

    public static string Of(ObjectKey key) => $"{Of(key.Type, key.Namespace)}/{Uri.EscapeDataString(key.Name)}";

    /// <summary>Leaves out what is null.</summary>
    public static string WithQuery(this string path, params IEnumerable<(string Name, string? Value)> parameters)
    {
        var query = string.Join('&', parameters.Where(parameter => parameter.Value is not null).Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}"));
        return query.Length == 0 ? path : $"{path}?{query}";
    }
}
