using System.Text.Json;

namespace GitOpsKafka.Webhook.Admission;

/// <summary>
/// Whether an object is being deleted. Asked of the JSON of the old object: a client cannot forge it, and it holds
/// even for an object that no longer fits our types.
/// </summary>
internal static class Terminating
{
    public static bool Is(JsonElement old) =>
        old.ValueKind == JsonValueKind.Object && old.TryGetProperty("metadata", out var metadata)
        && metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty("deletionTimestamp", out var timestamp)
        && timestamp.ValueKind == JsonValueKind.String;
}
