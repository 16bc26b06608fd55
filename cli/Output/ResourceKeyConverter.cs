using System.Text.Json;
using System.Text.Json.Serialization;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Cli.Output;

/// <summary>Resource keys as <c>Kind/namespace/name</c>.</summary>
internal sealed class ResourceKeyConverter : JsonConverter<ResourceKey>
{
    public override ResourceKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ResourceKey.TryParse(reader.GetString(), out var key) ? key : throw new JsonException("expected Kind/namespace/name");

    public override void Write(Utf8JsonWriter writer, ResourceKey value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
