using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using GitOpsKafka.Platform.Hashing;

namespace GitOpsKafka.Platform.Events;

/// <summary>
/// <see cref="EventEnvelope"/> ⇄ bytes: CloudEvents 1.0 JSON, structured mode, with the extensions <c>partitionkey</c>, <c>producer</c>,
/// <c>sequence</c>, <c>chain</c> and <c>traceparent</c>. The bytes are the canonical form of RFC 8785, so equal events give equal bytes,
/// and any other spelling of the same event can be told from the one that was published. Thread-safe.
/// Sources: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md,
/// https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md.
/// </summary>
public static class EventCodec
{
    /// <summary>Value of the record header <c>content-type</c>.</summary>
    public const string ContentType = "application/cloudevents+json; charset=utf-8";

    private static readonly JsonWriterOptions Writing = new() { MaxDepth = EventJson.MaxDepth };

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = EventJson.MaxDepth, AllowDuplicateProperties = false };

    public static byte[] Encode(EventEnvelope envelope) => WithChain(EncodeWithoutChain(envelope), envelope.Chain);

    /// <summary>Never throws on what others may have written: see <see cref="DecodedEvent"/>.</summary>
    public static DecodedEvent Decode(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = Parse(bytes);
            return Decode(document.RootElement, EventAttributes.Read(document.RootElement));
        }
        catch (Exception exception) when (IsMalformed(exception))
        {
            return new DecodedEvent.Malformed(exception.Message);
        }
    }

    /// <summary>Which link of which chain the bytes say they are, also for types that this version does not know; null when they are no event.</summary>
    public static ChainHead? LinkOf(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = Parse(bytes);
            var attributes = EventAttributes.Read(document.RootElement);
            return new ChainHead(attributes.Producer, attributes.Sequence, attributes.Chain);
        }
        catch (Exception exception) when (IsMalformed(exception))
        {
            return null;
        }
    }

    internal static byte[] EncodeWithoutChain(EventEnvelope envelope)
    {
        var output = new ArrayBufferWriter<byte>(2048);
        using (var json = new Utf8JsonWriter(output, Writing))
            Write(json, envelope);
        using var document = JsonDocument.Parse(output.WrittenMemory, Reading);
        return CanonicalJson.Write(document.RootElement);
    }

    /// <summary>"chain" is the first of all attributes in canonical order.</summary>
    internal static byte[] WithChain(byte[] body, string chain) => [.. Encoding.UTF8.GetBytes($"{{\"chain\":\"{chain}\","), .. body.AsSpan(1)];

    /// <summary>Back to what was hashed, or null when the bytes are not the canonical form.</summary>
    internal static byte[]? WithoutChain(JsonElement json, ReadOnlySpan<byte> bytes)
    {
        var prefix = WithChain("{"u8.ToArray(), json.GetProperty("chain").GetString()!).Length;
        return CanonicalJson.Write(json).AsSpan().SequenceEqual(bytes) ? [(byte)'{', .. bytes[prefix..]] : null;
    }

    /// <exception cref="FormatException">Not UTF-8.</exception>
    /// <exception cref="JsonException">Not JSON, or a property stands twice.</exception>
    internal static JsonDocument Parse(ReadOnlyMemory<byte> bytes) =>
        Utf8.IsValid(bytes.Span) ? JsonDocument.Parse(bytes, Reading) : throw new FormatException("not UTF-8");

    /// <summary>InvalidOperationException: a text with half a surrogate pair. NotSupportedException: a number outside the range of a double.</summary>
    internal static bool IsMalformed(Exception exception) => exception is FormatException or JsonException or InvalidOperationException or NotSupportedException;

    private static DecodedEvent Decode(JsonElement json, EventAttributes attributes)
    {
        if (!EventTypes.ByName.TryGetValue(attributes.Type, out var type))
            return new DecodedEvent.Unknown(attributes.Id, attributes.Type, attributes.Subject);
        if (!json.TryGetProperty("data", out var data) || data.Deserialize(type, EventJson.Options) is not PlatformEvent read)
            return new DecodedEvent.Malformed("data is missing");
        if (read.EventType != attributes.Type || read.About != attributes.Subject || attributes.PartitionKey != attributes.Subject.ToString())
            return new DecodedEvent.Malformed("type, subject and partitionkey do not fit the data");
        return new DecodedEvent.Known(new EventEnvelope(
            attributes.Id, attributes.Source, attributes.Subject, attributes.Time, read, attributes.Producer, attributes.Sequence, attributes.Chain, attributes.TraceParent));
    }

    private static void Write(Utf8JsonWriter json, EventEnvelope envelope)
    {
        json.WriteStartObject();
        json.WriteString("specversion", "1.0");
        json.WriteString("id", envelope.Id);
        json.WriteString("source", envelope.Source);
        json.WriteString("type", envelope.Data.EventType);
        json.WriteString("subject", envelope.Subject.ToString());
        json.WriteString("time", envelope.Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        json.WriteString("datacontenttype", "application/json");
        json.WriteString("partitionkey", envelope.Subject.ToString());
        json.WriteString("producer", envelope.Producer);
        json.WriteString("sequence", envelope.Sequence.ToString(CultureInfo.InvariantCulture));
        if (envelope.TraceParent is not null)
            json.WriteString("traceparent", envelope.TraceParent);
        json.WritePropertyName("data");
        JsonSerializer.Serialize(json, envelope.Data, envelope.Data.GetType(), EventJson.Options);
        json.WriteEndObject();
    }
}
