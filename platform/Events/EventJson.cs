using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using GitOpsKafka.Platform.Hashing;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Events;

/// <summary>
/// How the data of an event is written as JSON: camelCase names and enum members, nulls written, resource keys as text.
/// What is missing on reading is an error; what is unknown is ignored, so that fields can be added. Thread-safe.
/// </summary>
internal static class EventJson
{
    /// <summary>A manifest may be 64 levels deep by itself.</summary>
    public const int MaxDepth = 128;

    // They follow from the other properties, and stand in the envelope.
    private static readonly string[] Derived = ["eventType", "about", "eventId"];

    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            PropertyNameCaseInsensitive = false,
            NumberHandling = JsonNumberHandling.Strict,
            MaxDepth = MaxDepth,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false), new KeyConverter(), new ElementConverter() },
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { DropDerived } },
        };
        options.MakeReadOnly();
        return options;
    }

    private static void DropDerived(JsonTypeInfo type)
    {
        if (!type.Type.IsAssignableTo(typeof(PlatformEvent)))
            return;
        foreach (var property in type.Properties.Where(property => Derived.Contains(property.Name)).ToArray())
            type.Properties.Remove(property);
    }

    private sealed class KeyConverter : JsonConverter<ResourceKey>
    {
        public override ResourceKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            ResourceKey.TryParse(reader.TokenType == JsonTokenType.String ? reader.GetString() : null, out var key)
                ? key
                : throw new JsonException("expected a resource key: Kind/namespace/name");

        public override void Write(Utf8JsonWriter writer, ResourceKey value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }

    /// <summary>
    /// Writes a number that RFC 8785 would print in another way as a string: <c>0.50</c> or 9223372036854775807 must reach the worker
    /// as the author wrote it, and two such numbers must not have the same hash. A Kafka setting reads the same from either form.
    /// </summary>
    private sealed class ElementConverter : JsonConverter<JsonElement>
    {
        public override bool HandleNull => true;

        public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => JsonElement.ParseValue(ref reader);

        public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options)
        {
            switch (value.ValueKind)
            {
                case JsonValueKind.Object:
                    WriteObject(writer, value, options);
                    break;
                case JsonValueKind.Array:
                    WriteArray(writer, value, options);
                    break;
                case JsonValueKind.Number when !IsCanonical(value):
                    writer.WriteStringValue(value.GetRawText());
                    break;
                case JsonValueKind.Undefined:
                    writer.WriteNullValue();
                    break;
                default:
                    value.WriteTo(writer);
                    break;
            }
        }

        private void WriteObject(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var property in value.EnumerateObject())
            {
                writer.WritePropertyName(property.Name);
                Write(writer, property.Value, options);
            }

            writer.WriteEndObject();
        }

        private void WriteArray(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var item in value.EnumerateArray())
                Write(writer, item, options);
            writer.WriteEndArray();
        }

        private static bool IsCanonical(JsonElement number)
        {
            var text = number.GetRawText();
            var isWhole = text.All(c => char.IsAsciiDigit(c) || c == '-');
            var isExact = isWhole ? number.TryGetInt64(out var whole) && whole is > -(1L << 53) and < 1L << 53 : double.IsFinite(number.GetDouble());
            return isExact && CanonicalJson.Write(number).AsSpan().SequenceEqual(System.Text.Encoding.UTF8.GetBytes(text));
        }
    }
}
