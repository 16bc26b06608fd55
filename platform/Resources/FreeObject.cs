using System.Text.Json;
using System.Text.Json.Serialization;

namespace GitOpsKafka.Platform.Resources;

/// <summary>
/// A JSON object whose fields belong to Kubernetes, which checks them itself: newer ones need no newer gitopskafka. Equal when the JSON is.
/// Immutable.
/// </summary>
[JsonConverter(typeof(Converter))]
public sealed class FreeObject : IEquatable<FreeObject>
{
    private FreeObject(JsonElement json) => Json = json;

    /// <summary>Of kind Object.</summary>
    public JsonElement Json { get; }

    /// <exception cref="JsonException">The text is no JSON object.</exception>
    public static FreeObject Parse(string text) => Of(JsonElement.Parse(text));

    /// <summary>The text in the field; null when there is none.</summary>
    public string? Text(string field) => Json.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public bool Equals(FreeObject? other) => other is not null && JsonElement.DeepEquals(Json, other.Json);

    public override bool Equals(object? obj) => Equals(obj as FreeObject);

    public override int GetHashCode() => Json.GetPropertyCount();

    public override string ToString() => Json.GetRawText();

    private static FreeObject Of(JsonElement json) => json.ValueKind == JsonValueKind.Object ? new FreeObject(json) : throw new JsonException("must be an object");

    internal sealed class Converter : JsonConverter<FreeObject>
    {
        public override FreeObject Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Of(JsonElement.ParseValue(ref reader));

        public override void Write(Utf8JsonWriter writer, FreeObject value, JsonSerializerOptions options) => value.Json.WriteTo(writer);
    }
}
