using System.Globalization;
using System.Text.Json;
using GitOpsKafka.Platform.Resources;

namespace GitOpsKafka.Platform.Events;

/// <summary>Everything of an event but its data. Immutable.</summary>
internal sealed record EventAttributes(
    string Id, string Source, string Type, ResourceKey Subject, DateTimeOffset Time, string PartitionKey, string Producer, long Sequence, string Chain, string? TraceParent)
{
    /// <exception cref="FormatException">An attribute is missing or not as it must be; the message names it.</exception>
    public static EventAttributes Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new FormatException("not a JSON object");
        if (Text(json, "specversion") is not "1.0")
            throw new FormatException("specversion is not 1.0");
        return new EventAttributes(
            Text(json, "id"),
            Text(json, "source"),
            Text(json, "type"),
            ResourceKey.Parse(Text(json, "subject")),
            ReadTime(Text(json, "time")),
            Text(json, "partitionkey"),
            Text(json, "producer"),
            ReadSequence(Text(json, "sequence")),
            ReadChain(Text(json, "chain")),
            json.TryGetProperty("traceparent", out _) ? Text(json, "traceparent") : null);
    }

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw new FormatException($"attribute {name} is missing or no text");

    private static DateTimeOffset ReadTime(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw new FormatException("time is no RFC 3339 time");

    private static long ReadSequence(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) && sequence > 0
            ? sequence
            : throw new FormatException("sequence is no positive decimal number");

    private static string ReadChain(string text) =>
        text.Length == 64 && text.All(char.IsAsciiHexDigitLower) ? text : throw new FormatException("chain is not 64 hex digits in lower case");
}
