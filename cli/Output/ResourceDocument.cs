using System.Collections.Immutable;
using System.Text.Json.Nodes;
using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Cli.Output;

/// <summary>Stored objects for programs, as kubectl writes them. Pure.</summary>
internal static class ResourceDocument
{
    /// <summary>Without <c>managedFields</c>, which only machines read, and kubectl leaves out too.</summary>
    public static JsonObject Of(KubeObject live)
    {
        var json = live.ToNode();
        json["metadata"]!.AsObject().Remove("managedFields");
        // Entries of a list do not carry them.
        json["apiVersion"] ??= live.Key.Type.ApiVersion;
        json["kind"] ??= live.Key.Type.Kind;
        return json;
    }

    /// <param name="isOne">One was asked for by name: the object itself instead of a list.</param>
    public static JsonObject Of(ImmutableArray<KubeObject> objects, bool isOne) => isOne && objects.Length == 1
        ? Of(objects[0])
        : new JsonObject { ["apiVersion"] = "v1", ["kind"] = "List", ["items"] = new JsonArray([.. objects.Select(Of)]) };
}
