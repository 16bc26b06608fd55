using System.Text.Json;
using System.Text.Json.Serialization;

namespace GitOpsKafka.Platform.Resources;

/// <summary>
/// A Kafka setting as text. YAML authors may write <c>3</c>, <c>true</c> or <c>"3"</c>; all mean the same to Kafka,
/// so they are equal here. Immutable.
/// </summary>
[JsonConverter(typeof(Converter))]
public sealed record ConfigValue(string Text)
{
    public override string ToString() => Text;

    internal sealed class Converter : JsonConverter<ConfigValue>
    {
        public override ConfigValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.String => new ConfigValue(reader.GetString()!),
            JsonTokenType.True => new ConfigValue("true"),
            JsonTokenType.False => new ConfigValue("false"),
            JsonTokenType.Number => new ConfigValue(JsonElement.ParseValue(ref reader).GetRawText()),
            _ => throw new JsonException("a setting must be a string, number or boolean"),
        };

        public override void Write(Utf8JsonWriter writer, ConfigValue value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
    }
}
