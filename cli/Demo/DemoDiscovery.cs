using System.Collections.Immutable;
using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Platform.Rendering;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Cli.Demo;

/// <summary>What the demo's API says that it has. Source: https://kubernetes.io/docs/concepts/overview/kubernetes-api/#discovery-api.</summary>
internal static class DemoDiscovery
{
    public static ImmutableArray<ResourceType> Types { get; } =
    [
        .. ResourceKinds.All.Select(kind => kind.Type), .. ClusterRenderer.ObservedTypes, ResourceType.Events,
    ];

    /// <returns>Null when the path is none of discovery's.</returns>
    public static JsonNode? Find(string path) => path.Trim('/') switch
    {
        "version" => new JsonObject { ["major"] = "1", ["minor"] = "36", ["gitVersion"] = "v1.36.0-demo" },
        "api" => new JsonObject { ["kind"] = "APIVersions", ["versions"] = new JsonArray("v1") },
        "apis" => new JsonObject { ["kind"] = "APIGroupList", ["apiVersion"] = "v1", ["groups"] = new JsonArray([.. Types.Select(type => type.Group).Distinct().Where(group => group.Length > 0).Select(Group)]) },
        "api/v1" => Resources("v1"),
        var other when other.StartsWith("apis/", StringComparison.Ordinal) && Types.Any(type => type.ApiVersion == other[5..]) => Resources(other[5..]),
        _ => null,
    };

    private static JsonNode Group(string group)
    {
        var version = Types.First(type => type.Group == group);
        JsonObject Preferred() => new() { ["groupVersion"] = version.ApiVersion, ["version"] = version.Version };
        return new JsonObject { ["name"] = group, ["versions"] = new JsonArray(Preferred()), ["preferredVersion"] = Preferred() };
    }

    private static JsonObject Resources(string apiVersion) => new()
    {
        ["kind"] = "APIResourceList",
        ["apiVersion"] = "v1",
        ["groupVersion"] = apiVersion,
        ["resources"] = new JsonArray([.. Types.Where(type => type.ApiVersion == apiVersion).Select(Resource)]),
    };

    private static JsonNode Resource(ResourceType type) => new JsonObject
    {
        ["name"] = type.Plural,
        ["singularName"] = type.Kind.ToLowerInvariant(),
        ["namespaced"] = true,
        ["kind"] = type.Kind,
        ["shortNames"] = new JsonArray([.. ShortNames(type).Select(name => (JsonNode)name)]),
        ["verbs"] = new JsonArray("get", "list", "watch", "patch", "delete"),
    };

    private static ImmutableArray<string> ShortNames(ResourceType type) => type.Plural switch
    {
        "statefulsets" => ["sts"],
        "services" => ["svc"],
        "configmaps" => ["cm"],
        "pods" => ["po"],
        "persistentvolumeclaims" => ["pvc"],
        "events" => ["ev"],
        _ => ResourceKinds.Find(type.Kind)?.ShortNames ?? [],
    };
}
