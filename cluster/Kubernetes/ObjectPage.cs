using System.Collections.Immutable;
using System.Text.Json;
using GitOpsKafka.Platform.Objects;

namespace GitOpsKafka.Cluster.Kubernetes;

/// <summary>One page of a list. Immutable.</summary>
/// <param name="Continue">Asks for the next page; empty on the last.</param>
internal sealed record ObjectPage(ImmutableArray<KubeObject> Items, string ResourceVersion, string Continue)
{
    public static ObjectPage Read(ResourceType type, byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        var metadata = document.RootElement.GetProperty("metadata");
        return new ObjectPage(Items: ReadItems(type, document.RootElement), Text(metadata, "resourceVersion"), Text(metadata, "continue"));
    }

    // Go writes an empty slice as null in old versions.
    private static ImmutableArray<KubeObject> ReadItems(ResourceType type, JsonElement list) =>
        list.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Array
            ? [.. items.EnumerateArray().Select(item => KubeObject.Of(type, ApiVersions.Rewritten(item.Clone(), type)))]
            : [];

    private static string Text(JsonElement owner, string name) => owner.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
