using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using GitOpsKafka.Platform.Manifests;

namespace GitOpsKafka.Cli.Output;

/// <summary>Values as JSON or YAML for programs: camelCase names and enum members, nothing written for null. Pure.</summary>
internal static class Documents
{
    private static readonly JsonSerializerOptions Compact = new(JsonSerializerDefaults.Web)
    {
        // The text goes to a terminal or a file, not into HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = 256,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new ResourceKeyConverter() },
    };

    private static readonly JsonSerializerOptions Indented = new(Compact) { WriteIndented = true };

    public static string Json<T>(T value) => JsonSerializer.Serialize(value, Indented);

    /// <summary>On one line.</summary>
    public static string JsonLine<T>(T value) => JsonSerializer.Serialize(value, Compact);

    public static string Yaml<T>(T value) => YamlText.Write(JsonSerializer.SerializeToElement(value, Compact));

    /// <param name="format"><c>json</c> or <c>yaml</c>.</param>
    public static string Write<T>(string format, T value) => format == "yaml" ? Yaml(value) : Json(value);
}
