using System.Text.Json;
using System.Text.Json.Serialization;

namespace GitOpsKafka.Platform.Resources;

/// <summary>How resources are written as JSON: camelCase names, enums by name, nothing written for null. Thread-safe.</summary>
public static class ResourceJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    /// <exception cref="JsonException">A value does not fit its type; manifests are checked against the schema before.</exception>
    public static Resource Read(ResourceKind kind, JsonElement json) => (Resource)json.Deserialize(kind.ClrType, Options)!;

    public static T Read<T>(JsonElement json)
        where T : Resource => json.Deserialize<T>(Options)!;

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            PropertyNameCaseInsensitive = false,
            NumberHandling = JsonNumberHandling.Strict,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Converters = { new JsonStringEnumConverter() },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
