using System.Collections.Immutable;
using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;
using GitOpsKafka.Simulation.Kubernetes.Apply;

namespace GitOpsKafka.Simulation.Kubernetes;

/// <summary>An object on its way into the store: without version and managed fields, which are written last.</summary>
internal sealed record Draft(JsonObject Json, ImmutableArray<ManagedEntry> Managers)
{
    public JsonObject Metadata => Json["metadata"]!.AsObject();

    public static JsonObject Copy(KubeObject live)
    {
        var json = live.ToNode();
        var metadata = json["metadata"]!.AsObject();
        metadata.Remove("resourceVersion");
        metadata.Remove("managedFields");
        return json;
    }

    public KubeObject Seal(ResourceType type, string version)
    {
        var json = Json.DeepClone().AsObject();
        var metadata = json["metadata"]!.AsObject();
        metadata["resourceVersion"] = version;
        metadata["managedFields"] = new JsonArray([.. Managers.Select(JsonNode (entry) => entry.Write())]);
        return KubeObject.Of(type, json);
    }

    /// <summary>Whether storing this would change nothing: then the version stays.</summary>
    /// <param name="managers">Those of the live object.</param>
    /// <param name="live">A <see cref="Copy"/> of it.</param>
    public bool Says(ImmutableArray<ManagedEntry> managers, JsonObject live) =>
        Managers.Length == managers.Length && Managers.All(entry => managers.Any(entry.Says)) && JsonNode.DeepEquals(Json, live);
}
